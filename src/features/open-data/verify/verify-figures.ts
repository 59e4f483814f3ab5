import { z } from 'zod'
import { burstsIn } from './bursts.ts'
import { asComplaint, asStays, type Case, type Counted } from './cases.ts'
import { changedFiles, jsonIn, livesIn, provenIn } from './read-dump.ts'
import { expected, month, type Question, recount, withoutSmallShares } from './recount.ts'

const Published = z.looseObject({})
const FiguresFile = z.object({
  kind: z.literal('ashyq-qala figures 1'),
  timeZone: z.string(),
  asOf: z.iso.datetime(),
  sets: z.array(
    z.object({
      window: z.object({ from: z.iso.date(), to: z.iso.date() }),
      city: Published,
      together: Published,
      categories: z.array(z.looseObject({ filter: z.object({ category: z.string() }) })),
      districts: z.array(z.looseObject({ filter: z.object({ district: z.string() }) })),
      offices: z.array(z.looseObject({ office: z.string() })),
      months: z.array(z.looseObject({ month: z.string() })),
    }),
  ),
})
export type FigureCheck = {
  complaints: number
  /** Numbers that were compared. */
  compared: number
  /** What is wrong, each in a sentence. */
  differences: string[]
}

/**
 * Counts every figure of figures.json again from activity.jsonl and categories.csv of a folder, and compares; first the
 * files with the hashes of datapackage.json.
 * @throws UserError when the folder holds no dump
 */
export async function verifyFigures(folder: string): Promise<FigureCheck> {
  const published = FiguresFile.parse(await jsonIn(folder, 'figures.json'))
  const { lives, faults } = await livesIn(folder)
  const proven = await provenIn(folder)
  const bursts = burstsIn(lives)
  const together = (all: Counted[]): Counted => ({
    cases: all.flatMap(({ cases }) => cases),
    acts: all.flatMap(({ acts }) => acts),
  })
  const complaints = together(lives.map(asComplaint))
  const stays = together(lives.map(asStays))
  const differences = [...(await changedFiles(folder)), ...faults]
  let compared = 0
  for (const set of published.sets) {
    const { window } = set
    const { timeZone, asOf } = published
    const question = { window, timeZone, asOf: Date.parse(asOf), proven, bursts }
    for (const { name, told, counted } of pairsOf(set, { complaints, stays, question })) {
      const found = compareLeaves(told, counted)
      compared += found.compared
      differences.push(...found.differences.map((line) => `${window.from} to ${window.to}, ${name}: ${line}`))
    }
  }
  return { complaints: lives.length, compared, differences }
}

type Pair = { name: string; told: object; counted: object }
type Recounting = { complaints: Counted; stays: Counted; question: Question }

/** What was published of a window, each beside what the events give. */
function pairsOf(
  set: z.output<typeof FiguresFile>['sets'][number],
  { complaints, stays, question }: Recounting,
): Pair[] {
  const unexpected = { expectedOnTime: { share: null, differs: false } }
  const whole = (units: Counted) => ({ ...recount(units, question), ...unexpected })
  return [
    { name: 'city', told: set.city, counted: whole(complaints) },
    { name: 'all offices', told: set.together, counted: whole(stays) },
    ...set.categories.map((told): Pair => {
      const { category } = told.filter
      const own = only(complaints, (unit) => unit.category === category)
      return { name: `category ${category}`, told, counted: whole(own) }
    }),
    ...set.districts.map((told): Pair => {
      const { district } = told.filter
      const own = only(complaints, (unit) => unit.district === district)
      const counted = { ...withoutSmallShares(recount(own, question)), ...unexpected }
      return { name: `district ${district}`, told, counted }
    }),
    ...set.offices.map((told): Pair => {
      const own = only(stays, (unit) => unit.office === told.office)
      return { name: `office ${told.office}`, told, counted: officeFigures(own, stays.cases, question) }
    }),
    ...set.months.map(
      (told): Pair => ({
        name: `month ${told.month}`,
        told,
        counted: month(complaints.cases, told.month, question),
      }),
    ),
  ]
}

const officeFigures = (own: Counted, all: readonly Case[], question: Question) => ({
  ...recount(own, question),
  expectedOnTime: expected(own.cases, all, question),
})

type Placed = Pick<Case, 'office' | 'category' | 'district' | 'channel'>

const only = ({ cases, acts }: Counted, isIn: (unit: Placed) => boolean): Counted => ({
  cases: cases.filter(isIn),
  acts: acts.filter(isIn),
})

/** Members that say what was asked, not what was counted. */
const heads = new Set([
  'asOf',
  'window',
  'filter',
  'calendar',
  'method',
  'office',
  'name',
  'month',
  'partial',
])

/** Every number that was published, against the one that was counted; one that was not counted is 0 or null. */
function compareLeaves(told: object, counted: object): { compared: number; differences: string[] } {
  const own = leaves(counted)
  let compared = 0
  const differences: string[] = []
  for (const [name, value] of leaves(told)) {
    if (heads.has(name.split('.')[0] ?? '')) continue
    compared += 1
    const mine = own.get(name) ?? (typeof value === 'number' ? 0 : null)
    if (mine !== value) differences.push(`${name} is published as ${value}, the events give ${mine}`)
  }
  return { compared, differences }
}

function leaves(value: object, prefix = ''): Map<string, unknown> {
  const found = new Map<string, unknown>()
  for (const [key, member] of Object.entries(value)) {
    if (typeof member === 'object' && member !== null) {
      for (const [name, leaf] of leaves(member, `${prefix}${key}.`)) found.set(name, leaf)
    } else found.set(`${prefix}${key}`, member)
  }
  return found
}
