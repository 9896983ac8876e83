/** Builds the web client from `web/` into `dist/web`. The server fills in the nonce of each answer. */
import babel from '@rolldown/plugin-babel'
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const locales = optimizeLocales.vite({ locales: ['ru-RU', 'en-US'] })

export default defineConfig({
  root: 'web',
  plugins: [
    { ...locales, enforce: 'pre' },
    react(),
    lingui({ failOnCompileError: true }),
    babel({ presets: [linguiTransformerBabelPreset()], include: /\/web\/.*\.tsx$/, sourceMap: false }),
    tailwindcss(),
    preloadRussian(),
    precompress(),
  ],
  /** Every tag that Vite writes carries this literal; the server replaces all of them in each answer. */
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: ['chrome111', 'safari16.4', 'firefox114'],
    /** A data: address would be refused by the policy for scripts, and small files travel well over one connection. */
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
  },
})

/** Nearly everybody reads Russian: its texts travel beside the program instead of after it. */
function preloadRussian(): Plugin {
  return {
    name: 'preload-russian',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => {
        const texts = Object.values(bundle ?? {}).find(
          (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/texts/ru.po'),
        )
        if (texts === undefined) return html
        return [
          {
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${texts.fileName}` },
            injectTo: 'head',
          },
        ]
      },
    },
  }
}

/** `.br` and `.gz` beside each asset: the server only picks one. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle: ({ dir }, bundle) => {
      for (const name of Object.keys(bundle).filter((one) => /\.(js|css|svg|mjs)$/.test(one))) {
        const path = join(dir!, name)
        const bytes = readFileSync(path)
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
      }
    },
  }
}
