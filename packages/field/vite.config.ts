import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import field from './package.json' with { type: 'json' }

/** Lays each script and style down compressed as well: a weak line carries a third of it. */
function compressed(): Plugin {
  const brotli = promisify(brotliCompress)
  const zip = promisify(gzip)
  let dir = ''
  return {
    name: 'compressed',
    configResolved({ root, build }) {
      dir = resolve(root, build.outDir)
    },
    apply: 'build',
    enforce: 'post',
    async closeBundle() {
      const names = await readdir(dir, { recursive: true })
      for (const name of names.filter((each) => /\.(js|css|html|svg|webmanifest)$/.test(each))) {
        const path = join(dir, name)
        const bytes = await readFile(path)
        await writeFile(
          `${path}.br`,
          await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
        )
        await writeFile(`${path}.gz`, await zip(bytes))
      }
    },
  }
}

export default defineConfig(({ mode }) => ({
  // What the app says of itself; a build in another mode is another version, by which updates are tried.
  define: {
    'import.meta.env.HULEI_VERSION': JSON.stringify(
      mode === 'production' ? field.version : `${field.version} ${mode}`,
    ),
  },
  base: '/field/',
  plugins: [
    VitePWA({
      // A new version waits until the worker says so, or the app is opened next: never in the middle of a form.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/field/',
        name: '护蕾走访',
        short_name: '护蕾走访',
        description: '没有信号也能登记走访',
        lang: 'zh-CN',
        start_url: '/field/',
        scope: '/field/',
        display: 'standalone',
        background_color: '#ffffff',
        theme_color: '#0f6e7c',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,png}'],
        // What the worker itself is made of is kept by the browser.
        globIgnores: ['wake.js'],
        importScripts: ['wake.js'],
        navigateFallback: '/field/index.html',
        // What the server says is never kept by the worker: the phone's own store holds it, encrypted.
        navigateFallbackDenylist: [/^\/api\//],
        cleanupOutdatedCaches: true,
      },
    }),
    compressed(),
  ],
  build: { target: 'es2022' },
  server: { proxy: { '/api': 'http://localhost:8080' } },
}))
