import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { root } from '../root.ts'

/** Builds the web client if what it is made of has changed. */
export async function prepareWeb(): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'tools/setup/web-client.mjs')], { cwd: root, stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error('The web client was not built: the reason stands above.')
}
