import { accountPaths } from '../../../../src/features/accounts/index.ts'
import { deskPaths } from '../../../../src/features/complaints/index.ts'
import { now } from './http-client.ts'
import type { Login } from './load-order.ts'
import { textOf } from './readers.ts'
import { beginVisit, isThere, pick, type Visit, type World } from './visit.ts'

/** Between two acts on many. */
const betweenMs = 20_000
const lookMs = 4_000
const mostAtOnce = 20

export type StaffMember = { leaves(): void }

/** Signs in, reads the inbox, sends what is new on its way, many at once, and begins again. */
export function staffAtWork(world: World, login: Login): StaffMember {
  let isLeaving = false
  const work = async () => {
    const visit = beginVisit(world, now() + world.random() * betweenMs * world.order.thinking)
    if (!(await signIn(visit, login))) return
    while (!isLeaving) {
      const inbox = await visit.ask('staff', 'inbox', { path: deskPaths.inbox(), thinkMs: betweenMs })
      if (isThere(inbox) && !isLeaving) await routeMany(visit, textOf(inbox))
    }
  }
  void work()
  return {
    leaves() {
      isLeaving = true
    },
  }
}

async function signIn(visit: Visit, { email, password }: Login): Promise<boolean> {
  for (let tried = 0; tried < 3; tried += 1) {
    const answer = await visit.ask('staff', 'sign in', {
      path: accountPaths.signIn(),
      form: new URLSearchParams({ email, password }),
      thinkMs: lookMs,
    })
    if (answer.status === 303) return true
  }
  return false
}

/** Up to twenty of the list: accepted by an office, given another category by the dispatch. */
async function routeMany(visit: Visit, inbox: string): Promise<void> {
  const kind = ['accept', 'category'].find((one) => inbox.includes(`name="kind" value="${one}"`))
  const boxes = [...inbox.matchAll(/name="(pick\.\d{12})" value="(\d+)"/g)].slice(0, mostAtOnce)
  if (kind === undefined || boxes.length === 0) return
  const chosen = boxes.map(([, name = '', value = '']): [string, string] => [name, value])
  const begun = await visit.ask('staff', 'act on many', {
    path: deskPaths.bulk(),
    form: new URLSearchParams([['kind', kind], ...chosen]),
    thinkMs: lookMs,
  })
  const run = begun.location
  if (begun.status !== 303 || run === undefined) return
  const page = await visit.ask('staff', 'choice', { path: run })
  if (!isThere(page)) return
  if (kind === 'category') await choose(visit, run, textOf(page))
  const started = await visit.ask('staff', 'start', {
    path: `${run}/start`,
    form: new URLSearchParams(),
    thinkMs: lookMs,
  })
  if (started.status !== 303) return
  visit.world.noteRouted(boxes.length)
  // It can be undone for ten seconds; then a job does it.
  await visit.ask('staff', 'outcome', { path: run, thinkMs: betweenMs / 2 })
}

async function choose(visit: Visit, run: string, page: string): Promise<void> {
  const [, list = ''] = /<select[^>]*name="categoryId"[^>]*>([\s\S]*?)<\/select>/.exec(page) ?? []
  const ids = [...list.matchAll(/value="(\d+)"/g)].map(([, id = '']) => id)
  if (ids.length === 0) return
  await visit.ask('staff', 'choice', {
    path: `${run}/choose`,
    form: new URLSearchParams({
      categoryId: pick(ids, visit.world.random),
      reason: 'По тексту это другая категория.',
    }),
    thinkMs: lookMs,
  })
}
