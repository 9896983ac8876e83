/** Arranging a world through the features' own doors: one call of the real dispatch that runs what the test hands it. */
import * as z from 'zod/mini'
import { command } from '#contract/kernel/define.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { feature, handle } from '#server/kernel/dispatch/feature.ts'

type Work = (ctx: Ctx) => Promise<unknown>

export const arrange = command('testing.arrange', {
  input: z.strictObject({
    schoolId: z.nullable(z.string()),
    work: z.custom<Work>((value) => typeof value === 'function'),
  }),
  output: z.unknown(),
  errors: [],
  action: 'sign.in',
  caller: 'anyone',
  rate: 'write',
  audit: 'none',
})

export const arranging = feature('testing', {
  handlers: [
    handle(arrange, async (ctx, { schoolId, work }) => {
      if (schoolId) await ctx.enterSchool(schoolId)
      return work(ctx as unknown as Ctx)
    }),
  ],
})
