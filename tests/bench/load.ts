import { readFileSync } from 'node:fs'
import { Agent, request } from 'undici'

/**
 * p50, p99: milliseconds, from sending a request to the last byte of its answer. cpu: milliseconds of processor time
 * that the server's processes used per request (their database not counted), which tells more than the others on a
 * machine that does other work, too; NaN where the system does not tell.
 */
export type Measure = { requests: number; rps: number; p50: number; p99: number; cpu: number }

/** One thing that a client does over and over; `index` counts all doings, so that each can ask for another page. */
export type Doing = (index: number) => Promise<void>

/** What is measured, and the processes that do the work. */
export type Target = { doing: Doing; pids: readonly number[] }

/**
 * `clients` clients, each of whom begins the next doing when the last one has ended (a closed loop), for `ms`
 * milliseconds. What was begun in time is finished and counted. An error of a doing ends the measurement.
 */
export async function load(
  { doing, pids }: Target,
  { clients, ms }: { clients: number; ms: number },
): Promise<Measure> {
  const times: number[] = []
  let begun = 0
  const cpuBefore = cpuTime(pids)
  const start = performance.now()
  const client = async () => {
    while (performance.now() - start < ms) {
      const before = performance.now()
      await doing(begun++)
      times.push(performance.now() - before)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const seconds = (performance.now() - start) / 1000
  times.sort((a, b) => a - b)
  return {
    requests: times.length,
    rps: round(times.length / seconds),
    p50: round(quantile(times, 0.5)),
    p99: round(quantile(times, 0.99)),
    cpu: round((cpuTime(pids) - cpuBefore) / times.length),
  }
}

const cpuTime = (pids: readonly number[]): number => pids.reduce((sum, pid) => sum + cpuTimeOf(pid), 0)

/** Milliseconds of processor time that a process has used; its clock ticks every 10 ms (Linux only). */
function cpuTimeOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return Number.NaN
  }
}

/** Several measures of the same thing as one: medians, which an interruption of the machine does not move. */
export function median(measures: readonly Measure[]): Measure {
  const of = (key: keyof Measure) =>
    quantile(
      measures.map((one) => one[key]).toSorted((a, b) => a - b),
      0.5,
    )
  return { requests: of('requests'), rps: of('rps'), p50: of('p50'), p99: of('p99'), cpu: of('cpu') }
}

/** Of sorted numbers. */
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

const round = (value: number) => Math.round(value * 100) / 100

const agent = new Agent({ connections: 64, pipelining: 1 })

export const closeConnections = (): Promise<void> => agent.destroy()

/** `cookie` as it is sent back. */
export type Answer = {
  status: number
  location: string | undefined
  cookie: string | undefined
  body: Buffer
}

/**
 * One request over kept connections. Headers of a browser that reads uncompressed, so that codes can be compared. The
 * client is not Node's own, which takes as much of the machine for a page as the floors do.
 */
export async function ask(
  url: string,
  {
    method = 'GET',
    type,
    body,
    cookie,
  }: { method?: 'GET' | 'POST'; type?: string; body?: Buffer | string; cookie?: string } = {},
): Promise<Answer> {
  const answer = await request(url, {
    dispatcher: agent,
    method,
    headers: {
      'Accept-Encoding': 'identity',
      ...(cookie === undefined ? {} : { Cookie: cookie }),
      ...(type === undefined ? {} : { 'Content-Type': type }),
      ...(method === 'GET' ? {} : { 'Sec-Fetch-Site': 'same-origin' }),
    },
    body: body ?? null,
  })
  const cookies = listOf(answer.headers['set-cookie']).map((one) => one.split(';')[0])
  return {
    status: answer.statusCode,
    location: listOf(answer.headers['location'])[0],
    cookie: cookies.length === 0 ? undefined : cookies.join('; '),
    body: Buffer.from(await answer.body.arrayBuffer()),
  }
}

const listOf = (header: string | string[] | undefined): string[] =>
  header === undefined ? [] : [header].flat()

/** Asks for a page and throws unless it is there. */
export async function read(url: string): Promise<Buffer> {
  const { status, body } = await ask(url)
  if (status !== 200) throw new Error(`${url} answers ${status}: ${body.toString().slice(0, 300)}`)
  return body
}
