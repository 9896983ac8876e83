/** `GET /files/order/<application>`: the director's order, for whoever may read the application (`?person=` acts as one). */
import type { FastifyInstance } from 'fastify'
import { viewApplication } from '#contract/schools.ts'
import { fileRoute, type FileRouteParts } from '#server/kernel/files/file-route.ts'
import { orderClaim } from './receive.ts'

export async function orderRoutes(app: FastifyInstance, parts: FileRouteParts): Promise<void> {
  fileRoute(app, parts, {
    path: '/files/order/:id',
    guard: (id) => ({ call: viewApplication, input: { applicationId: id }, claim: orderClaim(id) }),
  })
}
