import { parseArgs } from 'node:util'
import { cities } from '../features/city/index.ts'
import { type Accuracy, crossValidate, examplesOf, trainCity } from '../features/guesses/index.ts'
import { directoryOf } from '../features/offices/index.ts'
import type { Deps } from '../platform/deps.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `How well the category of a complaint is guessed from its words.

Usage: npm run guess -- --city <slug> [--folds 5] [--train]

Learns from all answered complaints of the city but one part and asks about that part, in turn, and prints how often
the category that the staff left came first and among the first three: by the keywords alone, by what was learned
alone, and by both as the portal guesses.

  --folds N  parts (5), 2 to 20
  --train    also stores what was learned, as the job of each night does`

const options = {
  city: { type: 'string' },
  folds: { type: 'string', default: '5' },
  train: { type: 'boolean', default: false },
} as const

await runCommand(HELP, async () => {
  const { values } = parseArgs({ options })
  const { city: slug } = values
  if (slug === undefined) throw new UserError('Say which city: --city <slug>. (--help shows how)')
  const folds = Number(values.folds)
  if (!Number.isInteger(folds) || folds < 2 || folds > 20) {
    throw new UserError('--folds must be a whole number from 2 to 20, for example --folds 5.')
  }
  await withDeps((deps) => measure(deps, { slug, folds, isTraining: values.train }))
})

type Wish = { slug: string; folds: number; isTraining: boolean }

async function measure(deps: Deps, { slug, folds, isTraining }: Wish): Promise<void> {
  const all = await cities(deps)
  const city = all.find((one) => one.slug === slug)
  if (city === undefined) {
    const known = all.map((one) => one.slug).join(', ') || 'none yet; see npm run city -- --help'
    throw new UserError(`There is no city ${slug} here. Cities: ${known}.`)
  }
  const { categories } = await directoryOf(deps, city.id)
  const examples = await examplesOf(deps, city.id)
  if (examples.length === 0)
    throw new UserError(`${slug} has no answered complaints yet: nothing to learn from.`)
  const started = performance.now()
  const report = isTraining
    ? await trainCity(deps, city.id, { now: deps.now(), folds })
    : await crossValidate(
        examples,
        categories.filter((category) => category.current),
        folds,
      )
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `${report.examples} answered complaints, ${report.texts} different texts, ${folds} folds, ${seconds} s`,
  )
  console.log('           first   first three')
  print('keywords', report.keywords)
  print('learned', report.learned)
  print('both', report.both)
  console.log(
    report.weight > 0
      ? `Weight of what was learned: ${report.weight}${isTraining ? '; stored' : ''}`
      : 'What was learned does not help (yet): the keywords stand alone.',
  )
}

function print(name: string, { first, three }: Accuracy): void {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(7)
  console.log(`${name.padEnd(10)}${percent(first)} ${percent(three)}`)
}
