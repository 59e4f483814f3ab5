import { createServer } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../../src/platform/db/migrate.ts'
import { checkServer, problemOf, type Server } from '../../../src/platform/db/server-check.ts'
import { UserError } from '../../../src/platform/user-error.ts'
import { createEmptyDatabase, databaseOffer } from '../../support/database.ts'
import { withDatabase } from '../../support/test-server.ts'

let adminUrl: string
let url: string
let drop: () => Promise<void>
const role = `ashyq_test_guest_${process.pid}`

async function asAdmin(database: string, ...statements: string[]) {
  const client = new pg.Client(withDatabase(adminUrl, database))
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}
const nameOf = (databaseUrl: string) => new URL(databaseUrl).pathname.slice(1)

beforeAll(async () => {
  adminUrl = (await databaseOffer()).adminUrl
  ;({ url, drop } = await createEmptyDatabase())
  await asAdmin(nameOf(url), `CREATE ROLE ${role} LOGIN PASSWORD 'guest'`)
})
afterAll(async () => {
  await drop()
  await asAdmin('postgres', `DROP ROLE ${role}`)
})

const sentence = (pattern: RegExp) =>
  expect.objectContaining({ constructor: UserError, message: expect.stringMatching(pattern) })

function change(part: 'password' | 'username' | 'pathname' | 'port' | 'hostname', value: string): string {
  const changed = new URL(url)
  changed[part] = value
  return changed.href
}
const asGuest = () => {
  const changed = new URL(url)
  changed.username = role
  changed.password = 'guest'
  return changed.href
}

test('the server of the tests is good enough', async () => {
  await expect(checkServer(url)).resolves.toBeUndefined()
})

describe('a server that cannot be used is one sentence, without the password', () => {
  test('nothing listens there', async () => {
    const probe = createServer().listen(0, '127.0.0.1')
    const port = await new Promise<number>((resolve) =>
      probe.once('listening', () => {
        const address = probe.address()
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
      }),
    )
    await expect(checkServer(`postgresql://ashyq:hunter2@127.0.0.1:${port}/ashyq`)).rejects.toEqual(
      sentence(
        new RegExp(`^DATABASE_URL \\(127\\.0\\.0\\.1:${port}/ashyq\\): nothing answers there; [^\n]+$`),
      ),
    )
    await expect(checkServer(`postgresql://ashyq:hunter2@localhost:${port}/ashyq`)).rejects.toEqual(
      sentence(/nothing answers there; [^\n]+$/),
    )
  })

  test('the host name does not exist', async () => {
    await expect(checkServer('postgresql://ashyq:hunter2@no-such-host.invalid/ashyq')).rejects.toEqual(
      sentence(
        /^DATABASE_URL \(no-such-host\.invalid\/ashyq\): the host name no-such-host\.invalid is unknown; [^\n]+$/,
      ),
    )
  })

  test('the password is wrong', async () => {
    const wrong = new URL(asGuest())
    wrong.password = 'hunter2'
    await expect(checkServer(wrong.href)).rejects.toEqual(
      sentence(new RegExp(`^DATABASE_URL .+: the password of the role "${role}" is wrong; [^\n]+$`)),
    )
  })

  test('the database is missing', async () => {
    await expect(checkServer(change('pathname', '/no_such_database'))).rejects.toEqual(
      sentence(
        /: there is no database "no_such_database"; make it with: CREATE DATABASE "no_such_database" OWNER [^\n]+$/,
      ),
    )
  })

  test('something else answers on that port', async () => {
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(checkServer(`postgresql://a:b@127.0.0.1:${port}/c`)).rejects.toEqual(
      sentence(/: the connection failed: [^\n]+$/),
    )
    other.close()
  })

  test('the role may not create tables', async () => {
    await expect(migrate(asGuest())).rejects.toEqual(
      sentence(
        new RegExp(`^The role "${role}" may not create tables in the database .+: ALTER DATABASE [^\n]+$`),
      ),
    )
  })

  test('the database has another encoding', async () => {
    const name = `${(await databaseOffer()).prefix}latin`
    await asAdmin(
      'postgres',
      `CREATE DATABASE ${name} ENCODING 'LATIN5' LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc TEMPLATE template0`,
    )
    await expect(checkServer(withDatabase(adminUrl, name))).rejects.toEqual(
      sentence(/has the encoding LATIN5; [^\n]+$/),
    )
    await asAdmin('postgres', `DROP DATABASE ${name}`)
  })
})

const good: Server = {
  version: 15,
  release: '15.18',
  encoding: 'UTF8',
  readOnly: false,
  extensions: ['pg_trgm', 'unaccent', 'btree_gist', 'pgcrypto', 'plpgsql'],
}
test.each<[string, Partial<Server>, RegExp]>([
  ['too old', { version: 14, release: '14.20' }, /PostgreSQL 14\.20, the portal needs 15 or newer/],
  ['a replica', { readOnly: true }, /read-only replica/],
  [
    'no contrib package',
    { extensions: ['pg_trgm', 'plpgsql'] },
    /extension unaccent, btree_gist, pgcrypto; install/,
  ],
])('a server that is %s', (_name, difference, expected) => {
  expect(problemOf({ ...good, ...difference })).toMatch(expected)
})

test('PostgreSQL 15 and newer will do', () => {
  expect(problemOf(good)).toBeUndefined()
  expect(problemOf({ ...good, version: 19, release: '19beta1' })).toBeUndefined()
})
