import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, loadConfig } from '../config.ts'
import { gapOf } from '../features/backups/index.ts'
import { formatNumber } from '../features/complaints/index.ts'
import { readManifest } from '../platform/backup/manifest.ts'
import { isBaseCopy } from '../platform/db/embedded/base-copy.ts'
import type { Deps } from '../platform/deps.ts'
import { loadSecretKey } from '../platform/secret-key.ts'
import { UserError } from '../platform/user-error.ts'
import { recover } from './restore/recover.ts'
import { rehearse } from './restore/rehearse.ts'
import { restoreInto } from './restore/restore-into.ts'
import { backupAt, refuseDamaged, secretKeyFor, signersOf } from './restore/source.ts'
import { printVerdict } from './restore/verdict.ts'
import { runCommand } from './run-command.ts'

const HELP = `Brings a backup back: into an empty database, never over something.

Usage: npm run restore -- --from FOLDER/BACKUP [--into DATA_DIR | --into postgresql://...] [--verify] [--ledger FILE]
       npm run restore -- --from FOLDER/base-TIME --wal FOLDER [--until TIME] --into DATA_DIR
       npm run restore -- --rehearse [--from FOLDER/BACKUP]

--from      a backup; a folder with several stands for its newest
--into      a data folder for an embedded database, or the address of an empty database (photos then go to DATA_DIR);
            without it what DATABASE_URL and DATA_DIR say
--verify    afterwards counts rows, follows every hash chain and signature, counts the figures anew and reads every
            photo; prints a verdict
--ledger    a list of acknowledged complaints (the number last in each line); prints which are not there
--lost-key  restores although the secret key is lost: contacts of residents can never be read again; who has signed the
            backup is then only compared with --key
--key       the public key (43 characters, printed by each backup and in /checkpoints.json) that must have signed the
            backup; without it the one of the secret key
--wal       with a base copy: the archive of the log, which is played back
--until     to this moment and not further, like 2026-11-22T10:41:00Z; without it to the end of the archive
--rehearse  restores into a database of its own in a temporary folder, verifies, removes it and notes down that it went
            well; without --from takes a backup for it first

Before anything is written, every byte is compared with the manifest. The secret key of the portal that was backed up
must be there: SECRET_KEY, or secret.key in the data folder. See docs/backup.md.

Exit code 0: restored, and with --verify everything agrees; 1: not.`

await runCommand(HELP, async () => {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      into: { type: 'string' },
      verify: { type: 'boolean', default: false },
      ledger: { type: 'string' },
      wal: { type: 'string' },
      until: { type: 'string' },
      'lost-key': { type: 'boolean', default: false },
      key: { type: 'string' },
      rehearse: { type: 'boolean', default: false },
    },
  })
  if (values.rehearse) return rehearse(values.from)
  if (values.from === undefined) {
    throw new UserError('Say from where: npm run restore -- --from FOLDER/BACKUP')
  }
  if (await isBaseCopy(path.resolve(values.from))) return recover({ ...values, from: values.from })
  const folder = await backupAt(values.from)
  const manifest = await readManifest(folder)
  const config = configFor(values.into)
  const secretKey = values['lost-key'] ? await loadSecretKey(config) : await secretKeyFor(config, manifest)
  console.error('Comparing the backup with its manifest')
  const signers = values.key === undefined ? undefined : [values.key]
  await refuseDamaged(folder, manifest, signers ?? (values['lost-key'] ? undefined : signersOf(secretKey)))
  if (values['lost-key'] && signers === undefined) {
    console.error(
      `Signed with the key ${manifest.publicKey}. Nothing here says that it was the key of the portal: compare it with one that others have kept (/checkpoints.json), or give that by --key.`,
    )
  }
  await restoreInto(
    { config, secretKey, folder, manifest, keyIsLost: values['lost-key'] },
    async (restored) => {
      console.log(
        `Restored: the portal as it was ${new Date(manifest.startedAt).toISOString()}. Data: ${restored.place}.`,
      )
      if (restored.jobsLeftOut > 0) console.log(`${restored.jobsLeftOut} jobs have no queue in this version.`)
      if (values.ledger !== undefined) await printGap(restored.deps, values.ledger)
      if (values.verify) printVerdict(await restored.verify())
    },
  )
})

function configFor(into: string | undefined): Config {
  const config = loadConfig()
  if (into === undefined) return config
  if (/^postgres(ql)?:/.test(into)) return { ...config, databaseUrl: into }
  const { databaseUrl: _, ...rest } = config
  return { ...rest, dataDir: path.resolve(into) }
}

async function printGap(deps: Deps, file: string): Promise<void> {
  const { acknowledged, absent } = await gapOf(deps, file)
  for (const number of absent) console.log(`acknowledged and not there: ${formatNumber(number)}`)
  console.log(
    `Acknowledged ${acknowledged}, present ${acknowledged - absent.length}, absent ${absent.length}.`,
  )
}
