import path from 'node:path'
import { expect } from 'vitest'
import { complaintPaths, deskPaths } from '../../../src/features/complaints/paths.ts'
import { fileOne } from '../../desk/file-one.ts'
import type { ListeningPortal } from '../../support/listening-portal.ts'
import { runJobs } from '../../support/run-jobs.ts'
import { streetPhotos } from '../../support/street-photos.ts'
import { actAsResident, actAtDesk, fileByForm, takeCall } from './acts.ts'
import type { Crew } from './crew.ts'
import { type Answered, type Complaint, type Shown, type Step, wordsOf } from './story.ts'
import { checkDesk, checkPublic, inboxTerms, lineOf, plannedLine, rowOf } from './terms-on-pages.ts'

/** What became of a complaint of the story: its number, and the link by which its resident comes back. */
export type Told = { number: string; link: string | null }

export type Stage = {
  portal: ListeningPortal
  crew: Crew
  complaints: readonly Complaint[]
  /** What is split off, by the key of the whole. */
  parts: Readonly<Record<string, Complaint>>
  /** What was just filed is compared in the list of the controller alone, other terms on their pages as well. */
  quick?: boolean
  /** At noon of these days, before anything else happens. */
  onDay?: Readonly<Record<string, () => Promise<void>>>
}

/** Lives through the days of the story in their order; everything that the pages say of terms is compared. */
export async function play(stage: Stage): Promise<Map<string, Told>> {
  const { portal, complaints, parts, onDay = {} } = stage
  const told = new Map<string, Told>()
  const proof = (await streetPhotos(path.join(portal.deps.config.dataDir, 'made-up'))).after
  const all = [...complaints, ...complaints.flatMap(({ key }) => parts[key] ?? [])]
  const days = all.flatMap(({ filed, steps }) => [filed.day, ...steps.map(({ day }) => day)])
  for (const day of [...new Set(days)].toSorted()) {
    const clock = startClock(portal, day)
    const scene: Scene = { ...stage, told, proof, clock }
    await portal.jobs.get('complaints.terms')?.run({}, portal.deps.now())
    await portal.jobs.get('complaints.close-silent')?.run({}, portal.deps.now())
    const shown = new Map<string, Shown>()
    for (const complaint of complaints.filter(({ filed }) => filed.day === day && !filed.time)) {
      await file(scene, complaint)
      if (complaint.shows !== null) shown.set(complaint.key, complaint.shows)
    }
    for (const complaint of all) {
      for (const step of complaint.steps.filter((one) => one.day === day)) {
        await take(scene, complaint, step)
        if (step.shows === undefined || 'lateBy' in step.shows) shown.delete(complaint.key)
        else shown.set(complaint.key, step.shows)
        const part = step.act === 'split' ? parts[complaint.key] : undefined
        if (part?.shows) shown.set(part.key, part.shows)
      }
    }
    for (const complaint of complaints.filter(({ filed }) => filed.day === day && filed.time)) {
      clock.set(complaint.filed.time ?? '')
      await file(scene, complaint)
    }
    await onDay[day]?.()
    await runJobs(portal)
    await checkInboxes(scene, shown)
    expect(stage.crew.faults(), day).toEqual([])
  }
  return told
}

type Clock = { next(): void; set(time: string): void }
type Scene = Stage & { told: Map<string, Told>; proof: string; clock: Clock }

/** Almaty is five hours before UTC; the day begins at noon, a minute passes with each step. */
function startClock(portal: ListeningPortal, day: string): Clock {
  let minutes = 12 * 60
  const show = () =>
    portal.setNow(new Date(Date.parse(`${day}T00:00:00Z`) + (minutes - 5 * 60) * 60_000).toISOString())
  show()
  return {
    next() {
      minutes++
      show()
    },
    set(time) {
      const [hour = 0, minute = 0] = time.split(':').map(Number)
      minutes = hour * 60 + minute
      show()
    },
  }
}

async function file(scene: Scene, complaint: Complaint): Promise<void> {
  const { portal, crew, told, clock } = scene
  const { key, filed, shows, letters } = complaint
  const text = wordsOf(complaint)
  if (!filed.time) clock.next()
  if (filed.by === 'operator') {
    await takeCall(await crew.at('operator'), portal.origin, text)
    told.set(key, { number: await newestNumber(portal), link: null })
  } else if (filed.by === 'form') {
    const afterAWhile = () => [1, 2, 3].forEach(clock.next)
    await fileByForm(crew.resident, portal.origin, { text, email: emailOf(key), afterAWhile })
    told.set(key, { number: await newestNumber(portal), link: null })
  } else {
    const email = letters === undefined ? null : emailOf(key)
    const { number, secretToken } = await fileOne(portal, { text, email, ...placeOf(portal, complaint) })
    const link = `${portal.origin}${complaintPaths.mine('ru', 'synaqqala', secretToken)}`
    told.set(key, { number, link })
  }
  if (shows === null || (scene.quick && !filed.by)) return
  await check(scene, complaint, { line: lineOf(shows), shows, seenBy: null })
}

export const emailOf = (key: string): string => `${key}@example.kz`

const newestNumber = async ({ deps }: ListeningPortal): Promise<string> =>
  (await deps.db.complaint.findFirstOrThrow({ orderBy: { id: 'desc' } })).number

function placeOf({ cast }: ListeningPortal, { filed }: Complaint) {
  const { category = 'potholes', district = 'west', isPrivate = false } = filed
  return {
    categoryId: category === null ? null : cast.categories[category],
    districtId: district === null ? null : cast.districts[district],
    point: null,
    visibility: isPrivate ? ('staff' as const) : ('public' as const),
  }
}

async function take(scene: Scene, complaint: Complaint, step: Step): Promise<void> {
  const { portal, crew, told, clock } = scene
  const { number, link } = found(told, complaint.key)
  const fields = Object.fromEntries(
    Object.entries(step.fields ?? {}).map(([name, value]) => [name, resolved(scene, value)]),
  )
  clock.next()
  if (step.act === 'reply' || step.act === 'verdict' || step.act === 'withdraw') {
    await actAsResident(crew.resident, link ?? '', { act: step.act, fields })
  } else if (step.by !== 'resident') {
    const proof = step.proof && { file: scene.proof, ...step.proof }
    await actAtDesk(await crew.at(step.by), portal.origin, {
      ...{ number, act: step.act, fields, confirmed: step.confirmed === true },
      ...(proof === undefined ? {} : { proof }),
    })
  }
  if (step.act === 'split') await meetPart(scene, complaint)
  const seenBy = step.by === 'resident' ? null : step.by
  if (step.planned) await check(scene, complaint, { line: plannedLine(step.planned), shows: null, seenBy })
  else if (step.shows) await check(scene, complaint, { line: lineOf(step.shows), shows: step.shows, seenBy })
}

async function meetPart(scene: Scene, { key }: Complaint): Promise<void> {
  const { portal, told, parts } = scene
  const part = parts[key]
  if (part === undefined) throw new Error(`nothing is told of the part of ${key}`)
  told.set(part.key, { number: await newestNumber(portal), link: null })
  if (part.shows) await check(scene, part, { line: lineOf(part.shows), shows: part.shows, seenBy: null })
}

export function found(told: ReadonlyMap<string, Told>, key: string): Told {
  const one = told.get(key)
  if (one === undefined) throw new Error(`${key} is not filed yet`)
  return one
}

function resolved({ portal, told }: Scene, value: string): string {
  if (!value.startsWith('@')) return value
  const name = value.slice(1)
  const ids: Record<string, number> = { ...portal.cast.offices, ...portal.cast.categories }
  return ids[name] === undefined ? found(told, name).number : String(ids[name])
}

type ToCheck = {
  line: RegExp
  shows: Shown | Answered | null
  seenBy: Exclude<Step['by'], 'resident'> | null
}

/** On the page where the act has led, else on the one that the controller opens; and in public. */
async function check(scene: Scene, complaint: Complaint, { line, shows, seenBy }: ToCheck): Promise<void> {
  const { portal, crew, told } = scene
  const { number } = found(told, complaint.key)
  const own = seenBy === null ? null : await crew.at(seenBy)
  const isThere = own?.url().includes(deskPaths.show(number)) ?? false
  const page = isThere && own !== null ? own : await crew.at('controller')
  if (!isThere) await page.goto(`${portal.origin}${deskPaths.show(number)}`)
  await checkDesk(page, line, shows)
  const isPrivate = complaint.filed.isPrivate === true
  await checkPublic(crew.resident, portal.origin, { number, line, isPrivate, words: wordsOf(complaint) })
}

/** In the evening the lists of the controller and of both executors say the same. */
async function checkInboxes({ portal, crew, told, quick }: Scene, shown: Map<string, Shown>): Promise<void> {
  if (shown.size === 0) return
  const seen = new Set<string>()
  const readers = ['controller', 'executor', 'housing'] as const
  for (const who of quick ? readers.slice(0, 1) : readers) {
    const terms = await inboxTerms(await crew.at(who), portal.origin)
    for (const [key, shows] of shown) {
      const term = terms.get(found(told, key).number)
      if (term === undefined) continue
      seen.add(key)
      expect(term, `${who}: ${key}`).toMatch(rowOf(shows))
    }
  }
  expect([...shown.keys()].filter((key) => !seen.has(key))).toEqual([])
}
