import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { projectDir } from '../config.ts'

const Package = z.object({ version: z.string() })

/** Of the code that runs, as package.json says it. */
export const portalVersion: string = Package.parse(
  JSON.parse(readFileSync(path.join(projectDir, 'package.json'), 'utf8')),
).version
