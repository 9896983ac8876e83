/** The floor under any page made with React: thirty rows, nothing else. No texts, no sign-in, no live connection. */
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { root } from '../root.ts'

const folder = join(root, '.cache', 'bench-react')
export const reactAssets: string = join(folder, 'dist', 'assets')

const page = `<!doctype html><meta charset="utf-8"><title>React</title><div id="root"></div>
<script type="module" src="/main.js"></script>`
const program = `import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
const rows = Array.from({ length: 30 }, (_, at) => createElement('li', { key: at, 'data-chat': at }, 'Чат ' + at))
createRoot(document.querySelector('#root')).render(createElement('ul', null, rows))
`

/** Builds it and serves it, compressed in advance as ours is. */
export async function serveReactAlone(): Promise<{ port: number; close(): Promise<void> }> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.html'), page)
  writeFileSync(join(folder, 'main.js'), program)
  await build({ root: folder, configFile: false, logLevel: 'error', build: { modulePreload: { polyfill: false } } })
  for (const name of readdirSync(reactAssets)) {
    const path = join(reactAssets, name)
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }))
  }
  const http = createServer((request, response) => {
    const path = join(folder, 'dist', request.url === '/' ? 'index.html' : (request.url ?? ''))
    if (!existsSync(path)) return response.writeHead(404).end()
    const isPage = path.endsWith('.html')
    response.setHeader('content-type', isPage ? 'text/html' : 'text/javascript')
    if (isPage) return createReadStream(path).pipe(response)
    response.setHeader('content-encoding', 'gzip')
    response.setHeader('cache-control', 'public, max-age=31536000, immutable')
    return createReadStream(`${path}.gz`).pipe(response)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    port: (http.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}
