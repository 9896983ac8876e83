/** `/ca.crt`: the certificate authority of a school's own network, made by `npm run tls:local`, for phones to trust. */
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'

export function registerAuthority(app: FastifyInstance, dataDir: string): void {
  const file = join(dataDir, 'tls', 'ca.crt')
  if (!existsSync(file)) return
  app.get('/ca.crt', (_request, reply) =>
    // by this type phones offer to install it
    reply.type('application/x-x509-ca-cert').send(createReadStream(file)),
  )
}
