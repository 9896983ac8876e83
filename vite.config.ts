/** Builds the web client from `web/` into `dist/web`. The server fills in the nonce of each answer. */
import babel from '@rolldown/plugin-babel'
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const locales = optimizeLocales.vite({ locales: ['ru-RU', 'en-US'] })

export default defineConfig({
  root: 'web',
  plugins: [
    { ...locales, enforce: 'pre' },
    react(),
    lingui({ failOnCompileError: true }),
    babel({ presets: [linguiTransformerBabelPreset()], include: /\/web\/.*\.tsx$/, sourceMap: false }),
    tailwindcss(),
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
