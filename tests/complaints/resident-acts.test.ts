import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cityBySlug } from '../../src/features/city/index.ts'
import { addToComplaint } from '../../src/features/complaints/actions/add-to-complaint.ts'
import { mostAdditions, type ResidentAct } from '../../src/features/complaints/actions/resident-act.ts'
import { withdrawComplaint } from '../../src/features/complaints/actions/withdraw-complaint.ts'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

type Change = Partial<Pick<ResidentAct, 'text' | 'photos' | 'seenVersion'>>

/** An act of the resident of a new complaint, made on a page that showed it as it was filed. */
async function filed(visibility: 'public' | 'staff' = 'public') {
  const { number } = await fileOne(portal, { visibility })
  const { id, version } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
  const city = await cityBySlug(portal.deps, portal.cast.city.slug)
  if (city === null) throw new Error('the cast has no city')
  const act = (change: Change): ResidentAct => ({
    city,
    complaintId: id,
    seenVersion: version,
    text: '',
    photos: [],
    ...change,
  })
  const kinds = async () => {
    const rows = await portal.deps.db.activity.findMany({
      where: { complaintId: id },
      orderBy: { seq: 'asc' },
    })
    return rows.slice(version).map(({ kind }) => kind)
  }
  return { act, kinds }
}

/** As a form brings it: the same picture has the same key and another id each time. */
function photo(picture: string) {
  const size = { key: createHash('sha256').update(picture).digest('hex'), width: 4, height: 3 }
  return { id: randomUUID(), large: size, small: size }
}

describe('a form sent again', () => {
  test('with the same words and pictures is one act', async () => {
    const { act, kinds } = await filed()
    const send = () => addToComplaint(portal.deps, act({ text: 'ещё глубже', photos: [photo('a')] }))
    expect(await send()).toMatchObject({ repeated: false })
    expect(await send()).toMatchObject({ repeated: true })
    expect(await kinds()).toEqual(['added'])
  })

  test('with another picture and no words is another act: nothing that was sent is dropped', async () => {
    const { act, kinds } = await filed()
    const send = (picture: string) => addToComplaint(portal.deps, act({ photos: [photo(picture)] }))
    expect(await send('a')).toMatchObject({ repeated: false })
    expect(await send('b')).toMatchObject({ repeated: false })
    expect(await send('b')).toMatchObject({ repeated: true })
    expect(await kinds()).toEqual(['added', 'added'])
  })
})

test('a complaint that is full can still be withdrawn', { tags: ['long'], timeout: 60_000 }, async () => {
  const { act, kinds } = await filed()
  for (let no = 0; no < mostAdditions; no++) await addToComplaint(portal.deps, act({ text: `раз ${no}` }))
  await expect(addToComplaint(portal.deps, act({ text: 'ещё' }))).rejects.toThrow()
  await withdrawComplaint(portal.deps, act({ text: 'не нужно' }))
  expect((await kinds()).at(-1)).toBe('withdrawn')
})

test('words that only staff will read wait for nobody', async () => {
  const text = 'видео www.example.kz'
  const open = await filed('public')
  expect(await addToComplaint(portal.deps, open.act({ text }))).toMatchObject({ held: ['link'] })
  const closed = await filed('staff')
  expect(await addToComplaint(portal.deps, closed.act({ text }))).toMatchObject({ held: [] })
})
