import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig, projectDir } from '../../src/config.ts'
import { UserError } from '../../src/platform/user-error.ts'

const key = 'k'.repeat(32)
const database = 'postgresql://ashyq:secret@db.example.kz:5432/ashyq'
const replica = 'postgresql://ashyq:secret@db2.example.kz:5432/ashyq'

test('nothing set: a demo portal on this machine, with its own database', () => {
  expect(loadConfig({})).toEqual({
    mode: 'production',
    port: 3000,
    host: '127.0.0.1',
    databaseConnections: 20,
    dataDir: path.join(projectDir, 'data'),
    publicUrl: 'http://localhost:3000',
    demo: true,
    jobs: 'inline',
    trustProxy: 0,
    staffIdleMinutes: 60,
  })
})

test('everything set', () => {
  const env = {
    NODE_ENV: 'production',
    PORT: '8080',
    HOST: '0.0.0.0',
    DATABASE_URL: database,
    DATABASE_REPLICA_URL: replica,
    DATABASE_CONNECTIONS: '40',
    DATA_DIR: '/srv/ashyq',
    SMTP_URL: 'smtps://name:password@mail.example.kz:465',
    PUBLIC_URL: 'https://ashyq.example.kz/',
    SECRET_KEY: key,
    DEMO: '0',
    JOBS: 'off',
    TRUST_PROXY: '2',
  }
  expect(loadConfig(env)).toEqual({
    mode: 'production',
    port: 8080,
    host: '0.0.0.0',
    databaseUrl: database,
    databaseReplicaUrl: replica,
    databaseConnections: 40,
    dataDir: '/srv/ashyq',
    smtpUrl: 'smtps://name:password@mail.example.kz:465',
    publicUrl: 'https://ashyq.example.kz',
    secretKey: key,
    demo: false,
    jobs: 'off',
    trustProxy: 2,
    staffIdleMinutes: 60,
  })
})

test('a database of your own is filled with a demo only when that is said', () => {
  expect(loadConfig({ DATABASE_URL: database, SECRET_KEY: key }).demo).toBe(false)
  expect(loadConfig({ DATABASE_URL: database, SECRET_KEY: key, DEMO: '1' }).demo).toBe(true)
  expect(loadConfig({ DEMO: '0' }).demo).toBe(false)
})

test('an empty variable counts as not set', () => {
  expect(loadConfig({ PORT: '', DATABASE_URL: '', SECRET_KEY: '' })).toEqual(loadConfig({}))
})

test('a folder may be given relative to where the command runs', () => {
  expect(loadConfig({ DATA_DIR: './elsewhere' }).dataDir).toBe(path.resolve('elsewhere'))
})

test('links point to the port that was chosen', () => {
  expect(loadConfig({ PORT: '3100' }).publicUrl).toBe('http://localhost:3100')
})

describe('a bad variable is named with what to write instead', () => {
  test.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['PORT', ' 3000'],
    ['HOST', 'http://localhost'],
    ['HOST', 'local host'],
    ['DATABASE_URL', 'localhost'],
    ['DATABASE_URL', 'mysql://localhost/ashyq'],
    ['DATABASE_URL', 'postgresql://localhost:5432'],
    ['DATABASE_URL', 'postgresql://localhost:5432/'],
    ['SMTP_URL', 'mail.example.kz'],
    ['SMTP_URL', 'http://mail.example.kz'],
    ['PUBLIC_URL', 'ashyq.example.kz'],
    ['PUBLIC_URL', 'https://ashyq.example.kz/portal'],
    ['PUBLIC_URL', 'https://ashyq.example.kz/?a=1'],
    ['PUBLIC_URL', 'ftp://ashyq.example.kz'],
    ['SECRET_KEY', 'short'],
    ['DEMO', 'yes'],
    ['JOBS', 'on'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '11'],
    ['STAFF_IDLE_MINUTES', '0'],
    ['NODE_ENV', 'prod'],
    ['S3_ENDPOINT', 's3.example.kz'],
    ['S3_ENDPOINT', 'http://s3.example.kz'],
    ['S3_ENDPOINT', 'http://10.0.0.7:9000'],
    ['S3_BUCKET', 'Photos'],
    ['S3_BUCKET', 'a/b'],
    ['S3_REGION', 'Алматы'],
    ['S3_PATH_STYLE', 'yes'],
  ])('%s=%s', (name, value) => {
    const load = () => loadConfig({ [name]: value })
    expect(load).toThrow(UserError)
    expect(load).toThrow(new RegExp(`^${name} must [^\n]+(for example ${name}=|make one with)[^\n]+$`))
  })

  test('a password never appears in the sentence', () => {
    expect(() => loadConfig({ DATABASE_URL: 'mysql://ashyq:hunter2@h/d' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    )
  })

  test('several bad variables are told at once, one sentence each', () => {
    const load = () => loadConfig({ PORT: 'x', DEMO: 'x', JOBS: 'x' })
    expect(load).toThrow(/^PORT .+\nDEMO .+\nJOBS .+$/)
  })
})

describe('SECRET_KEY', () => {
  test('is needed when several machines may share an outside database', () => {
    expect(() => loadConfig({ NODE_ENV: 'production', DATABASE_URL: database })).toThrow(
      /^SECRET_KEY is needed/,
    )
  })
  test('is made by itself for a first try with an outside database', () => {
    expect(loadConfig({ DATABASE_URL: database }).secretKey).toBeUndefined()
  })
  test('is made by itself with the embedded database', () => {
    expect(loadConfig({ NODE_ENV: 'production' }).secretKey).toBeUndefined()
  })
})

describe('a bucket for photos', () => {
  const given = {
    ...{ S3_ENDPOINT: 'https://s3.example.kz/', S3_BUCKET: 'ashyq-photos' },
    ...{ S3_ACCESS_KEY_ID: 'key', S3_SECRET_ACCESS_KEY: 'secret' },
  }

  test('needs address, name and both keys', () => {
    expect(loadConfig(given).s3).toEqual({
      ...{ endpoint: 'https://s3.example.kz', bucket: 'ashyq-photos', region: 'us-east-1', pathStyle: true },
      ...{ accessKeyId: 'key', secretAccessKey: 'secret' },
    })
    for (const name of Object.keys(given)) {
      expect(() => loadConfig({ ...given, [name]: '' })).toThrow(/go together: set all four or none$/)
    }
  })

  test.each([
    'http://127.0.0.1:9000',
    'http://localhost:9000',
    'http://storage:9000',
  ])('may be near without a certificate: %s', (S3_ENDPOINT) => {
    expect(loadConfig({ ...given, S3_ENDPOINT, S3_PATH_STYLE: '0' }).s3).toMatchObject({ pathStyle: false })
  })
})
