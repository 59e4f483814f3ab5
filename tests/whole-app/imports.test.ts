import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { tiers } from '../../src/features.ts'

const root = path.resolve(import.meta.dirname, '../..')
const sources = globSync('src/**/*.ts', { cwd: root })
  .filter((file) => !file.includes('/generated/') && !file.startsWith('src/client/'))
  .sort()

type Import = { from: string; to: string; typeOnly: boolean }

/** Import and re-export lines of a file, with project-relative targets; packages are left out. */
function importsOf(file: string, text: string): Import[] {
  const found = text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'(\.[^']+)'/gms)
  return [...found].map((match) => ({
    from: file,
    to: path.normalize(path.join(path.dirname(file), match[2] ?? '')),
    typeOnly: match[1] !== undefined,
  }))
}

const featureOf = (file: string) => /^src\/features\/([^/]+)\//.exec(file)?.[1]
const tierOf = (feature: string) => tiers.findIndex((tier) => tier.includes(feature))

/** What is wrong with an import by design.md 3, or undefined. */
function fault({ from, to }: Import): string | undefined {
  const [own, other] = [featureOf(from), featureOf(to)]
  if (from.startsWith('src/platform/')) {
    if (to.startsWith('src/platform/') || to === 'src/config.ts') return undefined
    return 'platform knows nothing above it'
  }
  if (own === undefined) return undefined
  if (tierOf(own) < 0) return `${own} is in no tier of features.ts`
  if (to.startsWith('src/platform/') || to === 'src/config.ts') return roleFault(from, to)
  if (other === undefined) return 'a feature imports platform and other features only'
  if (other === own) return roleFault(from, to)
  if (to !== `src/features/${other}/index.ts`) return `reaches inside ${other}`
  if (tierOf(other) >= tierOf(own)) return `${other} is not in a tier below ${own}`
  return roleFault(from, to)
}

const pureFiles =
  /\/(rules|statuses|transitions|projection|complaint-state|fold-\w+|events|screening|paths|guess)\.ts$/
const touchesDatabase = /platform\/db\/(client|transaction|violation|generated)|\/queries\.ts$|\/actions\//

function roleFault(from: string, to: string): string | undefined {
  if (pureFiles.test(from) && touchesDatabase.test(to)) return 'rules are pure'
  if (/\/pages\.ts$/.test(from) && touchesDatabase.test(to) && !/\/queries\.ts$/.test(to)) {
    return 'pages never touch the database'
  }
  if (/\/actions\//.test(from) && /\/(handlers|pages|routes)\.ts$/.test(to)) return 'actions know no pages'
  return undefined
}

describe('imports point one way', () => {
  test('everywhere', () => {
    const faults = sources.flatMap((file) =>
      importsOf(file, readFileSync(path.join(root, file), 'utf8')).flatMap((found) => {
        const what = fault(found)
        return what === undefined ? [] : [`${found.from} -> ${found.to}: ${what}`]
      }),
    )
    expect(faults).toEqual([])
  })

  test('the check sees what it must see', () => {
    const upwards = importsOf('src/platform/x.ts', "import { a } from '../features/city/index.ts'\n")
    expect(upwards.map(fault)).toEqual(['platform knows nothing above it'])
    const inside = importsOf(
      'src/features/statistics/a.ts',
      "import {\n  b,\n} from '../complaints/rules.ts'\n",
    )
    expect(inside.map(fault)).toEqual(['reaches inside complaints'])
    const wrongTier = importsOf('src/features/city/a.ts', "export { c } from '../complaints/index.ts'\n")
    expect(wrongTier.map(fault)).toEqual(['complaints is not in a tier below city'])
    const impure = importsOf('src/features/city/rules.ts', "import { d } from './queries.ts'\n")
    expect(impure.map(fault)).toEqual(['rules are pure'])
  })
})

describe('habits', () => {
  const reading = (pattern: RegExp, files: readonly string[]) =>
    files.filter((file) => pattern.test(readFileSync(path.join(root, file), 'utf8')))

  test('only config.ts reads the environment', () => {
    expect(reading(/process\.env\b/, sources)).toEqual(['src/config.ts'])
  })

  test('no clock of their own in rules, actions and queries', () => {
    const timeless = sources.filter((file) =>
      /\/(rules|queries|projection|events)\.ts$|\/actions\//.test(file),
    )
    expect(timeless.length).toBeGreaterThan(10)
    expect(reading(/new Date\(\)|Date\.now\(\)|Temporal\.Now/, timeless)).toEqual([])
  })

  test('no unsafe raw SQL', () => {
    expect(reading(/RawUnsafe|Prisma\.raw\(/, sources)).toEqual([])
  })
})
