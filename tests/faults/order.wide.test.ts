/** @module-tag long */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { createPortalUnderFire, type PortalUnderFire } from './portal-under-fire.ts'
import { fileOne } from './residents.ts'

/**
 * kill -9 leaves what was written in the memory of the kernel, so it cannot show a flush that is missing: for that the
 * calls of the portal are read, in their order. Part of row 1 of tests/faults/README.md.
 */

const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0
const whyNot = canTrace ? '' : ' (skipped: strace is not installed or may not be used)'

let portal: PortalUnderFire | undefined
afterEach(() => portal?.close())

type Call = { name: string; line: string }

test.skipIf(!canTrace)(
  `before an answer: bytes flushed, renamed, folder flushed, COMMIT${whyNot}`,
  async () => {
    portal = await createPortalUnderFire()
    await portal.start()
    const town = portal.town
    const trace = path.join(portal.dataDir, '../trace')
    const calls = 'fsync,fdatasync,rename,renameat,renameat2,write,writev,sendto,sendmsg,read,recvfrom'
    const args = ['-f', '-y', '-s', '4096', '-e', `trace=${calls}`, '-o', trace]
    const strace = spawn('strace', [...args, '-p', String(portal.process().child.pid)])
    let told = ''
    strace.stderr.on('data', (chunk) => {
      told += chunk
    })
    await expect.poll(() => told, { timeout: 20_000 }).toContain('attached')
    const filed = await fileOne(
      town,
      { isPatient: true, isNervous: false, photos: 1 },
      { until: AbortSignal.timeout(60_000), onMoment: () => undefined },
    )
    expect(filed?.outcome).toBe('acked')
    await sleep(500)
    const ended = once(strace, 'exit')
    strace.kill('SIGINT')
    await ended

    const lines = (await readFile(trace, 'latin1')).split('\n')
    const all = lines.flatMap((line): Call[] => {
      const [, name = ''] = /^\d+ +(?:<\.\.\. )?(\w+)/.exec(line) ?? []
      return name === '' ? [] : [{ name, line }]
    })
    const after = (start: number, what: string, matches: (call: Call) => boolean): number => {
      const found = all.findIndex((call, index) => index > start && matches(call))
      expect(found, `${what}, after ${all[start]?.line}`).toBeGreaterThan(start)
      return found
    }
    const isAnswer = ({ line }: Call) => line.includes('HTTP/1.1 303')
    const socketOf = ({ line }: Call) => /\d+<socket:\[\d+\]>/.exec(line)?.[0]
    /**
     * The database has answered on the connection that the write went to, and is in no transaction any more: a statement
     * by itself commits by itself.
     */
    const committed = (start: number, what: string, write: RegExp): number => {
      const sent = after(start, `${what} is sent`, ({ line }) => write.test(line))
      const socket = all.slice(sent, sent + 1).map(socketOf)[0]
      expect(socket, all[sent]?.line).toBeDefined()
      return after(
        sent,
        `${what} is committed`,
        (call) => socketOf(call) === socket && /(?:COMMIT|INSERT 0 \d+)\\0Z\\0\\0\\0\\5I/.test(call.line),
      )
    }
    const renames = all.flatMap(({ name, line }, index) =>
      name.startsWith('rename') && /files\/incoming/.test(line) ? [{ index, line }] : [],
    )
    expect(renames.length, 'the photo is stored large and small').toBeGreaterThanOrEqual(2)
    for (const { index, line } of renames) {
      const [, aside = '', folder = ''] = /incoming\/([0-9a-f]+)".*files\/([0-9a-f]{3})\//.exec(line) ?? []
      const flushed = all.findIndex(
        ({ name, line: call }) => /^f(data)?sync$/.test(name) && call.includes(aside),
      )
      expect(flushed, `the bytes of ${aside} are flushed before they get their name`).toBeGreaterThanOrEqual(
        0,
      )
      expect(flushed).toBeLessThan(index)
      const folderFlushed = after(
        index,
        'the folder is flushed',
        (call) => call.name === 'fsync' && call.line.includes(`files/${folder}>`),
      )
      const commit = committed(folderFlushed, 'the draft', /COMMIT|INSERT INTO draft \(/)
      expect(
        after(folderFlushed, 'the form is answered', isAnswer),
        'never before the commit',
      ).toBeGreaterThan(commit)
    }
    const insert = /INSERT INTO complaint \(/
    const commit = committed(0, 'the complaint', insert)
    const written = after(0, 'the complaint is sent', ({ line }) => insert.test(line))
    expect(after(written, 'it is answered', isAnswer), 'never before the commit').toBeGreaterThan(commit)
  },
  120_000,
)

test('the database flushes as well: nothing is switched off', async () => {
  portal = await createPortalUnderFire()
  await portal.start()
  const settings = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums']
  const found = await portal.look(async ({ pool }) => {
    const { rows } = await pool.query('SELECT name, setting FROM pg_settings WHERE name = ANY($1)', [
      settings,
    ])
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))
  })
  expect(found).toEqual(Object.fromEntries(settings.map((name) => [name, 'on'])))
}, 60_000)
