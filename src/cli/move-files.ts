import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { createDiskStore } from '../platform/files/disk-store.ts'
import { moveFiles } from '../platform/files/move-files.ts'
import { createS3Store } from '../platform/files/s3-store.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'

const HELP = `Copies photos and papers from the disk to the bucket of S3_…, or back, and compares every hash on both sides.

Usage: npm run move-files -- --to s3|disk [--after KEY] [--remove]

Run it while the portal still uses the old place, restart the portal with (or without) the variables S3_…, and run it once
more for what came in between. What is there already is compared, not copied. It can be broken off and run again at any time.

  --to s3|disk   where the files go
  --after KEY    begin behind this key, which an earlier run has printed
  --remove       remove each file from the old place once it is safe in the new one`

/** Files on their way at once. */
const AT_ONCE = 8

await runCommand(HELP, async () => {
  const { to, after, remove } = parseArgs({
    options: {
      to: { type: 'string' },
      after: { type: 'string' },
      remove: { type: 'boolean', default: false },
    },
  }).values
  if (to !== 's3' && to !== 'disk') throw new UserError('Say where the files go: --to s3 or --to disk.')
  if (after !== undefined && !/^[0-9a-f]{64}$/.test(after)) {
    throw new UserError('--after wants a key of 64 digits, as an earlier run has printed it.')
  }
  const { s3, dataDir } = loadConfig()
  if (s3 === undefined) {
    throw new UserError(
      'S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must say which bucket.',
    )
  }
  const [disk, bucket] = [createDiskStore({ dataDir }), createS3Store(s3)]
  const [from, into] = to === 's3' ? [disk, bucket] : [bucket, disk]
  const moved = await moveFiles(from, into, {
    ...(after === undefined ? {} : { after }),
    remove,
    atOnce: AT_ONCE,
    onProgress: (seen, key) => console.log(`${seen} files; to go on from here: --after ${key}`),
    onFault: (key, reason) => console.log(`${key}: ${reason}`),
  })
  console.log(
    `${moved.copied} copied, ${moved.there} were there already, ${moved.faults} could not be moved.`,
  )
  if (moved.faults > 0) throw new UserError('Some files stayed behind; each is named above.')
})
