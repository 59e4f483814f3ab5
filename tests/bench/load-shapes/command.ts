import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand } from '../../../src/cli/run-command.ts'
import { UserError } from '../../../src/platform/user-error.ts'
import type { PhotoSize } from './generator/photo-corpus.ts'
import { loadRun } from './load-run.ts'
import { type Cores, canPin } from './portal/affinity.ts'
import { reportHtml } from './report/report-page.ts'
import { reportText } from './report/report-text.ts'
import { type Shape, type ShapeName, shapeNames, shapes } from './shapes.ts'

const HELP = `Puts the portal under a load as residents, readers and staff make it, and judges what must hold.

Usage: npm run load -- --shape NAME [--minutes N] [--rate-factor F] [--size N] [--data FOLDER] [--in-place]
                       [--cores apart|shared] [--photos FOLDER] [--photo-size phone|browser] [--seed N] [--kills N] [--profile FOLDER]
                       [--json FILE] [--report FILE.html] [--summary FILE.md]

  --shape NAME      ${shapeNames.map((name) => `${name} (${shapes[name].minutes} min)`).join(', ')}
  --minutes N       shorter or longer than the shape is meant; what it says of rates stays
  --rate-factor F   all rates times this: 0.1 is a tenth
  --size N          complaints of the data set, 10000 unless said (tests/bench/README.md)
  --data FOLDER     keeps data sets there; the run works on a copy
  --in-place        works on the data set itself, which it changes
  --kills N         kill -9 of portal and database in turn, so many times, spread over the run
  --cores           apart: portal and database on core 0, generator on core 1; shared: all on all
  --photos FOLDER   its JPEGs are sent; else made-up ones
  --photo-size SIZE of made-up ones: phone = about 2 MB, as without a script (storm, hostile); browser = 1600 pixels, as
                    the script of the form sends them (the other shapes)
  --profile FOLDER  writes a processor profile of the portal there
  --json, --report, --summary   the result for programs, as a page, as Markdown

The portal is started in production mode with every protection on, and ended at the end; both listen on this machine
only. Exit code 1 when something does not hold.`

const options = {
  shape: { type: 'string' },
  minutes: { type: 'string' },
  'rate-factor': { type: 'string', default: '1' },
  size: { type: 'string', default: '10000' },
  data: { type: 'string' },
  'in-place': { type: 'boolean', default: false },
  kills: { type: 'string', default: '0' },
  cores: { type: 'string', default: 'apart' },
  photos: { type: 'string' },
  'photo-size': { type: 'string' },
  seed: { type: 'string', default: '1' },
  profile: { type: 'string' },
  json: { type: 'string' },
  report: { type: 'string' },
  summary: { type: 'string' },
} as const

const started = performance.now()
const say = (line: string) =>
  console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${line}`)

await runCommand(HELP, async () => {
  const { values } = parseArgs({ options })
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'ashyq-load-'))
  try {
    const report = await loadRun({
      ...{ scratch, say },
      shape: shapeNamed(values.shape),
      minutes: number('--minutes', values.minutes ?? String(shapeNamed(values.shape).minutes), 0.05, 10_000),
      factor: number('--rate-factor', values['rate-factor'], 0.001, 100),
      complaints: number('--size', values.size, 1000, 10_000_000),
      folder: path.resolve(values.data ?? path.join(scratch, 'sets')),
      inPlace: values['in-place'],
      kills: number('--kills', values.kills, 0, 10_000),
      cores: coresNamed(values.cores),
      photos: values.photos,
      photoSize: photoSizeNamed(values['photo-size']),
      seed: number('--seed', values.seed, 0, 2 ** 31),
      profile: values.profile,
    })
    if (values.json !== undefined) await write(values.json, JSON.stringify(report))
    if (values.report !== undefined) await write(values.report, reportHtml(report))
    if (values.summary !== undefined) await write(values.summary, reportText(report))
    console.log(reportText(report))
    if (report.claims.some(({ judgement }) => judgement === 'does not hold')) process.exitCode = 1
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 })
  }
})

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true })
  await writeFile(file, text)
}

function shapeNamed(name: string | undefined): Shape {
  const known = shapeNames.find((one): one is ShapeName => one === name)
  if (known === undefined) throw new UserError(`--shape must be one of ${shapeNames.join(', ')}.`)
  return shapes[known]
}

function coresNamed(name: string): Cores {
  if (name !== 'apart' && name !== 'shared') throw new UserError('--cores must be apart or shared.')
  if (name === 'apart' && !canPin()) {
    throw new UserError('--cores apart needs two cores and taskset (util-linux); use --cores shared.')
  }
  return name
}

function photoSizeNamed(name: string | undefined): PhotoSize | undefined {
  if (name !== undefined && name !== 'phone' && name !== 'browser') {
    throw new UserError('--photo-size must be phone or browser.')
  }
  return name
}

function number(option: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= least && value <= most)) {
    throw new UserError(`${option} must be a number from ${least} to ${most}.`)
  }
  return value
}
