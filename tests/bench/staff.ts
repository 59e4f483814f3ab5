import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { accountPaths } from '../../src/features/accounts/index.ts'
import { deskPaths } from '../../src/features/complaints/index.ts'
import { type BenchPortal, originOf } from './data-set.ts'
import { ask, type Doing } from './load.ts'

/** What staff do all day, as the controller of a whole city sees it: the largest inbox that there is. */
export const staffNames = [
  'inbox',
  'inbox, late',
  'inbox, search',
  'inbox, rare search',
  'dashboard',
  'bulk of 200',
] as const
export type StaffName = (typeof staffNames)[number]

const words = ['снег', 'дорога', 'двор', 'мусор', 'свет']

/** Signs in with a login that the demo has made and answers what each of these does. */
export async function staffDoings(portal: BenchPortal): Promise<Record<StaffName, Doing>> {
  const cookie = await signIn(portal)
  const { sample } = portal
  const origin = originOf(portal, 0)
  const get = async (address: string) => {
    const { status, body } = await ask(origin + address, { cookie })
    if (status !== 200) throw new Error(`${address} answers ${status}: ${body.toString().slice(0, 300)}`)
  }
  const word = (of: readonly string[], index: number) => of[index % of.length] ?? ''
  return {
    inbox: () => get(deskPaths.inbox()),
    'inbox, late': () => get(deskPaths.inbox({ view: 'late' })),
    'inbox, search': (index) => get(deskPaths.inbox({ q: word(words, index) })),
    'inbox, rare search': (index) => get(deskPaths.inbox({ q: word(sample.searches, index * 7) })),
    dashboard: () => get(deskPaths.dashboard()),
    'bulk of 200': () => tableOf200(origin, cookie),
  }
}

/** Two hundred are chosen, confirmed and taken away as a table: what a person waits for; acts are done by a job. */
async function tableOf200(origin: string, cookie: string): Promise<void> {
  const type = 'application/x-www-form-urlencoded'
  const post = { method: 'POST', type, cookie } as const
  const begun = await ask(origin + deskPaths.bulk(), { ...post, body: 'kind=export&all=1' })
  const run = origin + (begun.location ?? '')
  const shown = await ask(run, { cookie })
  const started = await ask(`${run}/start`, { ...post, body: '' })
  const table = await ask(`${run}/complaints.csv`, { cookie })
  const statuses = [begun, shown, started, table].map(({ status }) => status)
  if (statuses.join() !== '303,200,303,200') throw new Error(`an act on many answers ${statuses.join(', ')}`)
}

async function signIn(portal: BenchPortal): Promise<string> {
  const { dataDir, sample } = portal
  const text = await readFile(path.join(dataDir, 'demo-logins.json'), 'utf8')
  const logins: { city: string; role: string; email: string; password: string }[] = JSON.parse(text)
  const login = logins.find(({ city, role }) => city === sample.slug && role === 'controller')
  if (login === undefined) throw new Error('the demo has made no controller')
  const { email, password } = login
  const answer = await ask(originOf(portal, 0) + accountPaths.signIn(), {
    method: 'POST',
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ email, password }).toString(),
  })
  if (answer.cookie === undefined) throw new Error(`signing in answers ${answer.status}`)
  return answer.cookie
}
