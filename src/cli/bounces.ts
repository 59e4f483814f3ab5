import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { recordBounce } from '../features/following/index.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Reads bounce reports and writes down which addresses take no mail.

Usage: npm run bounces -- FILE.eml [FILE.eml ...]      (- reads one report from the standard input)

Mails leave with a sender of their own (bounce+...@<host of PUBLIC_URL>). Have the mail server put what comes to
bounce+*@ into files, or pipe each message into: npm run bounces -- -
What is no bounce of this portal is left alone.`

await runCommand(HELP, async () => {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} })
  if (positionals.length === 0) throw new UserError('Name at least one file, or - for the standard input.')
  await withDeps(async (deps) => {
    let refused = 0
    for (const name of positionals) {
      const bounce = await recordBounce(deps, await messageOf(name))
      if (bounce.what === 'refused') refused++
      console.log(`${name}: ${bounce.what === 'refused' ? `refused (${bounce.status})` : said[bounce.what]}`)
    }
    console.log(`${refused} of ${positionals.length} written down.`)
  })
})

const said = { later: 'the server tries again later', none: 'no bounce of this portal' } as const

async function messageOf(name: string): Promise<Uint8Array> {
  if (name === '-') {
    const chunks: Buffer[] = []
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  }
  try {
    return await readFile(name)
  } catch {
    throw new UserError(`The file ${name} cannot be read.`)
  }
}
