/** Answers that come in pages. */
import * as z from 'zod/mini'

/** How many rows a page may ask for. */
export const pageSize = z.number().check(z.int(), z.minimum(1), z.maximum(200))
