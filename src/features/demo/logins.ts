import { readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'

const DemoLogin = z.object({
  city: z.string(),
  role: z.string(),
  office: z.string().nullable(),
  email: z.string(),
  password: z.string(),
})

/** A generated account of the demo and how to sign in with it. */
export type DemoLogin = z.infer<typeof DemoLogin>

const fileOf = ({ config }: Pick<Deps, 'config'>) => path.join(config.dataDir, 'demo-logins.json')

/** Where the logins are kept, for a sentence at the terminal. */
export const demoLoginsFile = fileOf

/** Empty when there are none, or none that can be read. */
export async function demoLogins(deps: Pick<Deps, 'config'>): Promise<DemoLogin[]> {
  const text = await readFile(fileOf(deps), 'utf8').catch(() => '[]')
  const parsed = z.array(DemoLogin).safeParse(jsonOf(text))
  return parsed.success ? parsed.data : []
}

/** Adds logins to the file, for its owner's eyes only; a later login of the same address replaces the earlier one. */
export async function keepDemoLogins(
  deps: Pick<Deps, 'config'>,
  logins: readonly DemoLogin[],
): Promise<void> {
  if (logins.length === 0) return
  const fresh = new Set(logins.map(({ email }) => email))
  const kept = (await demoLogins(deps)).filter(({ email }) => !fresh.has(email))
  const file = fileOf(deps)
  await writeFile(`${file}.new`, `${JSON.stringify([...kept, ...logins], null, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
