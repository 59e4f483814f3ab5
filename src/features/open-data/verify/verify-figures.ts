import { z } from 'zod'
import { answerName, Sittings } from './bursts.ts'
import { type Acts, asComplaint, asStays, type Case, type Counted } from './cases.ts'
import { changedFiles, eachLife, jsonIn, provenIn, residentsIn } from './read-dump.ts'
import {
  expected,
  isTelling,
  month,
  type Question,
  recount,
  withoutSmallShares,
  withRate,
} from './recount.ts'

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
      // Dumps of before have neither.
      pairs: z
        .array(z.looseObject({ filter: z.object({ category: z.string(), district: z.string() }) }))
        .optional(),
      channels: z
        .array(
          z.object({
            channel: z.string(),
            together: Published,
            offices: z.array(z.looseObject({ office: z.string() })),
          }),
        )
        .optional(),
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
 * Counts every figure of figures.json again from activity.jsonl, categories.csv and residents.csv of a folder, and
 * compares; first the files with the hashes of datapackage.json.
 * @throws UserError when the folder holds no dump
 */
export async function verifyFigures(folder: string): Promise<FigureCheck> {
  const published = FiguresFile.parse(await jsonIn(folder, 'figures.json'))
  const proven = await provenIn(folder)
  const residents = await residentsIn(folder)
  const { lives, complaints, stays, bursts, faults } = await countedIn(folder)
  const differences = [...(await changedFiles(folder)), ...faults]
  let compared = 0
  for (const set of published.sets) {
    const { window } = set
    const { timeZone, asOf } = published
    const question = { window, timeZone, asOf: Date.parse(asOf), proven, bursts }
    for (const { name, told, counted } of pairsOf(set, { complaints, stays, question, residents })) {
      const found = compareLeaves(told, counted)
      compared += found.compared
      differences.push(...found.differences.map((line) => `${window.from} to ${window.to}, ${name}: ${line}`))
    }
    const left = missingParts(set, { complaints, stays, question })
    differences.push(...left.map((name) => `${window.from} to ${window.to}, ${name}: is not published`))
  }
  return { complaints: lives, compared, differences }
}

/** Everything of the events that figures are counted from. Of a million complaints it fills three and a half gigabytes. */
async function countedIn(folder: string) {
  const sittings = new Sittings()
  const [complaints, stays]: [Counted, Counted] = [
    { cases: [], acts: [] },
    { cases: [], acts: [] },
  ]
  let lives = 0
  const faults = await eachLife(folder, (life) => {
    lives += 1
    sittings.add(life)
    append(complaints, asComplaint(life))
    append(stays, asStays(life))
  })
  const bursts = sittings.bursts()
  for (const counted of [complaints, stays]) counted.acts = counted.acts.filter((acts) => isAny(acts, bursts))
  return { lives, complaints, stays, bursts, faults }
}

function append(all: Counted, { cases, acts }: Counted): void {
  for (const one of cases) all.cases.push(one)
  for (const one of acts) all.acts.push(one)
}

/** Most complaints have nothing that is counted by itself. */
const isAny = (
  { complaint, transfers, recategorisedLate, answers, merged, spam }: Acts,
  bursts: ReadonlySet<string>,
): boolean =>
  transfers.length > 0 ||
  recategorisedLate.length > 0 ||
  merged !== null ||
  spam !== null ||
  answers.some((answer) => bursts.has(answerName(complaint, answer)))

type Pair = { name: string; told: object; counted: object }
type Recounting = {
  complaints: Counted
  stays: Counted
  question: Question
  residents: ReadonlyMap<string, number>
}

/** What was published of a window, each beside what the events give. */
function pairsOf(
  set: z.output<typeof FiguresFile>['sets'][number],
  { complaints, stays, question, residents }: Recounting,
): Pair[] {
  const unexpected = { expectedOnTime: { share: null, differs: false } }
  const byPair = grouped(complaints, ({ category, district }) => pairName(category, district))
  const whole = (units: Counted) => ({ ...recount(units, question), ...unexpected })
  const inCity = (units: Counted) => withRate(whole(units), residents.get(''))
  const inDistrict = (units: Counted, district: string) =>
    withRate({ ...withoutSmallShares(recount(units, question)), ...unexpected }, residents.get(district))
  return [
    { name: 'city', told: set.city, counted: inCity(complaints) },
    { name: 'all offices', told: set.together, counted: whole(stays) },
    ...set.categories.map((told): Pair => {
      const { category } = told.filter
      const own = only(complaints, (unit) => unit.category === category)
      return { name: `category ${category}`, told, counted: inCity(own) }
    }),
    ...set.districts.map((told): Pair => {
      const { district } = told.filter
      const own = only(complaints, (unit) => unit.district === district)
      return { name: `district ${district}`, told, counted: inDistrict(own, district) }
    }),
    ...set.offices.map((told): Pair => {
      const own = only(stays, (unit) => unit.office === told.office)
      return { name: `office ${told.office}`, told, counted: officeFigures(own, stays.cases, question) }
    }),
    ...(set.pairs ?? []).map((told): Pair => {
      const { category, district } = told.filter
      const own = byPair.get(pairName(category, district)) ?? none
      return { name: `category ${category} in ${district}`, told, counted: inDistrict(own, district) }
    }),
    ...(set.channels ?? []).flatMap(({ channel, together, offices }): Pair[] => {
      const through = only(stays, (unit) => unit.channel === channel)
      const byOffice = grouped(through, (unit) => unit.office ?? '')
      return [
        { name: `all offices by ${channel}`, told: together, counted: whole(through) },
        ...offices.map((told): Pair => {
          const own = byOffice.get(told.office) ?? none
          const counted = officeFigures(own, through.cases, question)
          return { name: `office ${told.office} by ${channel}`, told, counted }
        }),
      ]
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

/** Combinations of which the events tell something and the published figures nothing. */
function missingParts(
  { pairs, channels }: z.output<typeof FiguresFile>['sets'][number],
  { complaints, stays, question }: Omit<Recounting, 'residents'>,
): string[] {
  const told = new Set([
    ...(pairs ?? []).map(({ filter }) => `category ${filter.category} in ${filter.district}`),
    ...(channels ?? []).flatMap(({ channel, offices }) =>
      offices.map(({ office }) => `office ${office} by ${channel}`),
    ),
  ])
  const missing = (cases: readonly Case[], nameOf: (one: Case) => string | null) =>
    [...Map.groupBy(cases, nameOf)].flatMap(([name, own]) =>
      name !== null && !told.has(name) && isTelling(own, question) ? [name] : [],
    )
  return [
    ...(pairs === undefined
      ? []
      : missing(complaints.cases, ({ category, district }) =>
          category === null || district === null ? null : `category ${category} in ${district}`,
        )),
    ...(channels === undefined
      ? []
      : missing(stays.cases, ({ office, channel }) =>
          office === null ? null : `office ${office} by ${channel}`,
        )),
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

const none: Counted = { cases: [], acts: [] }
const pairName = (category: string | null, district: string | null) => `${category}/${district}`

/** The same parts as `only` gives one by one, in one go: there are many. */
function grouped({ cases, acts }: Counted, nameOf: (unit: Placed) => string): Map<string, Counted> {
  const parts = new Map<string, Counted>()
  const partOf = (unit: Placed): Counted => {
    const name = nameOf(unit)
    const known = parts.get(name) ?? { cases: [], acts: [] }
    parts.set(name, known)
    return known
  }
  for (const one of cases) partOf(one).cases.push(one)
  for (const one of acts) partOf(one).acts.push(one)
  return parts
}

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
    const mine = own.has(name) ? own.get(name) : typeof value === 'number' ? 0 : null
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
