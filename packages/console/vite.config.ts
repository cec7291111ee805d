import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    // The design library is one large chunk that hardly ever changes; pages are small ones.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'library', test: /node_modules/ }],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:8080' } },
})
