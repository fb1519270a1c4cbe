import '@fontsource-variable/noto-sans-sc'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { ConsoleApp } from './console-app.js'

// the content security policy forbids making code from text, which zod would otherwise try
z.config({ jitless: true })

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <ConsoleApp />
  </StrictMode>,
)
