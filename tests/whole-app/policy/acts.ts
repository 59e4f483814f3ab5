import { type DeskForm, deskActs } from '../../../src/features/complaints/desk/forms.ts'
import { formatNumber } from '../../../src/features/complaints/index.ts'
import { fileOne } from '../../desk/file-one.ts'
import type { Portal } from '../../support/portal.ts'
import { type Ask, type Cell, type Recorded, record, type Stage } from './record.ts'
import { happenTo } from './things.ts'

/** An act is tried in earnest: on a complaint that is ready for it, with a form that is right. */

/** Routes of the acts, by the name of the act. */
export const actRoute = (act: DeskForm) =>
  ({ method: 'post', path: `/staff/complaints/:number/${act}` }) as const
export const actRoutes = deskActs.map((act) => `post /staff/complaints/:number/${act}`)

/** Acts on what no office has yet. */
export const unroutedActs = ['post /staff/complaints/:number/send']

type Ready = { number: string; fields: Record<string, string> }

/** Tries an act as these people; whoever does it changes the complaint, so the next gets another. */
export async function recordAct(
  stage: Pick<Stage, 'things' | 'portal'>,
  ask: Ask,
  { act, persons }: { act: DeskForm; persons: readonly Cell['person'][] },
): Promise<Recorded[]> {
  const found: Recorded[] = []
  let ready = await readyFor(stage.portal, act)
  for (const person of persons) {
    const cell = { route: actRoute(act), person, relation: 'own' } as const
    const one = await record(stage, ask, { cell, ...ready })
    found.push(one)
    if (one.answer.code === '303') ready = await readyFor(stage.portal, act)
  }
  return found
}

const reason = 'Потому что так будет быстрее'
const text = 'Бригада приедет на этой неделе и всё исправит, мы проверим'

/** What has to have happened before an act makes sense. The akimat helps everywhere: its people try as well. */
async function readyFor(portal: Portal, act: DeskForm): Promise<Ready> {
  const { offices, categories } = portal.cast
  const isUnrouted = act === 'send'
  const unrouted = { categoryId: null, districtId: null, point: null, address: '', landmark: 'Базар' }
  // Too many from one place in an hour are held for a moderator
  const nowhere = { point: null }
  const filed = await fileOne(portal, isUnrouted ? unrouted : nowhere)
  const found = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number: filed.number } })
  const { roads, akimat, housing } = offices
  const into = act === 'unmerge' || act === 'merge' ? await fileOne(portal, { point: null }) : null
  if (!isUnrouted) {
    await happenTo(portal, found.id, [
      ['helper_asked', roads, { officeId: akimat, reason }],
      ...(act === 'decide-transfer'
        ? ([['transfer_asked', roads, { toOfficeId: housing, reason }]] as const)
        : []),
      ...(act === 'decide-extension'
        ? ([['extension_asked', roads, { dueOn: '2026-04-20', reason, as: 'executor' }]] as const)
        : []),
      ...(act === 'publish' ? ([['hidden', null, { reason }]] as const) : []),
      ...(act === 'unmerge'
        ? ([['merged', roads, { intoId: null, intoNumber: into?.number ?? '' }]] as const)
        : []),
    ])
  }
  const { version } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { id: found.id } })
  const office = (id: number) => ({ officeId: String(id), reason })
  const forms: Record<DeskForm, Record<string, string>> = {
    accept: {},
    start: {},
    assign: { staffId: String(portal.cast.staff.executor) },
    transfer: office(housing),
    'decide-transfer': { decision: 'refuse', reason },
    extend: { dueOn: '2026-04-20', reason },
    'decide-extension': { decision: 'refuse', reason },
    send: office(roads),
    ask: { text },
    plan: { plannedOn: '2026-03-20', text },
    answer: { outcome: 'explained', text, confirmed: '1' },
    refuse: { ground: 'no_substance', text, confirmed: '1' },
    forward: { ...office(offices.power), text, confirmed: '1' },
    helper: office(housing),
    release: office(akimat),
    help: { text },
    split: { ...office(housing), text, categoryId: String(categories.heating) },
    note: { text },
    publish: {},
    hide: { reason },
    merge: { number: into === null ? '' : formatNumber(into.number) },
    unmerge: { reason },
  }
  const fields = { version: String(version), ...forms[act] }
  return { number: formatNumber(filed.number), fields }
}
