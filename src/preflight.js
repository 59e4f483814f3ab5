// Runs before every command (node --import), so it must be JavaScript that old Node versions understand.
// Node 24 comes with the project (node_modules/.bin/node); npm scripts find it before the machine's own.
import * as nodeModule from 'node:module'
import { fileURLToPath } from 'node:url'

const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `The portal needs Node 24 or newer, this is ${process.versions.node}. If npm left out optional packages, run: npm ci --include=optional. If there is none for ${process.platform}-${process.arch}, install Node 24.`,
  )
  process.exit(1)
}

// Keeps what V8 made of all modules: the next start is a third faster.
nodeModule.enableCompileCache(
  fileURLToPath(new URL('../node_modules/.cache/ashyq-qala/compiled', import.meta.url)),
)

const { generateClient } = await import('./platform/db/generate.ts')
try {
  await generateClient()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
