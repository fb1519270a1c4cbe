import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

/** The API a developer's page talks to; `npm start` prints another when 8012 is taken. */
const API = process.env.TONGBAN_API ?? 'http://127.0.0.1:8012'

/**
 * Libraries that change seldom, each its own file, so that a new version of ours leaves them in the browser's cache.
 * antd comes in parts by who uses them: a table of the measures page costs the operator nothing.
 */
const VENDORS = [
  { name: 'echarts', test: /node_modules\/(echarts|zrender)\// },
  { name: 'socket', test: /node_modules\/(socket\.io-client|socket\.io-parser|engine\.io-[a-z]+|@socket\.io)\// },
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router)\// },
  { name: 'antd', test: /node_modules\/(antd|@ant-design|@rc-component)\//, entriesAware: true },
  { name: 'zod', test: /node_modules\/zod\// },
]

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ['@tongban/source', ...defaultClientConditions] },
  server: {
    port: 5173,
    proxy: { '/api': { target: API, changeOrigin: false, ws: true } },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    manifest: 'manifest.json',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: VENDORS },
        // a part of antd is named after all its users: keep the library, drop the list
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0] ?? name}-[hash].js`,
      },
    },
  },
})
