import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import ejs from 'ejs'
import express, { type RequestHandler } from 'express'
import pg from 'pg'
import { createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { createDeps } from '../../src/create-deps.ts'
import { parseNumber } from '../../src/features/complaints/index.ts'
import { connect } from '../../src/platform/db/client.ts'
import type { FloorOrder, FloorReady } from './floor.ts'
import { read } from './load.ts'
import { benchPages, type Sample } from './pages.ts'

/**
 * The floors of the bench. The statements are not copied from the portal's code: the portal's own handlers run once in
 * this process while its connections are listened to, and what they send is sent again for every request.
 */

/** As pg takes it. */
type Statement = { name?: string; text: string; values: unknown[] }

type Recorded = {
  name: string
  body: Buffer
  isHtml: boolean
  statements: Statement[]
  number: string | null
}

const originOf = (address: AddressInfo | string | null) =>
  `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`

/** Asks the portal for each page three times: what is kept is kept by then, and the third is written down. */
async function recordPages({ databaseUrl, sample }: FloorOrder): Promise<Recorded[]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'ashyq-floor-'))
  const config = loadConfig({ NODE_ENV: 'production', DATA_DIR: dataDir, DEMO: '0' })
  const database = connect(databaseUrl)
  const deps = createDeps({ config, ...database, secretKey: 'k'.repeat(43) })
  const listener = createApp(deps).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const origin = originOf(listener.address())
  const pages: Recorded[] = []
  for (const { name, path: pathOf } of benchPages) {
    const url = (index: number) => origin + pathOf(sample, index)
    await read(url(0))
    await read(url(1))
    const { body, statements: all } = await listening(() => read(url(2)))
    // What only frames others is not sent by itself.
    const statements = all.filter(({ text }) => !/^(?:BEGIN|COMMIT|SET) ?/.test(text))
    const [, shown = ''] = /complaints\/(\d{4}-\d{4}-\d{4})$/.exec(url(2)) ?? []
    const number = parseNumber(shown)
    pages.push({ name, body, isHtml: body[0] === 0x3c, statements, number: number.ok ? number.number : null })
  }
  listener.close()
  listener.closeAllConnections()
  await deps.release()
  await database.close()
  return pages
}

async function listening(work: () => Promise<Buffer>): Promise<{ body: Buffer; statements: Statement[] }> {
  const statements: Statement[] = []
  const original = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [config, values] = args
    if (typeof config === 'string')
      statements.push({ text: config, values: Array.isArray(values) ? values : [] })
    else statements.push(plainStatement(config as Statement))
    return (original as (...args: unknown[]) => unknown).apply(this, args)
  } as typeof original
  try {
    return { body: await work(), statements }
  } finally {
    pg.Client.prototype.query = original
  }
}

const plainStatement = ({ name, text, values }: Statement): Statement => ({
  text,
  values,
  ...(name ? { name } : {}),
})

/** Half of the page is loops over texts that are escaped, the rest stands still. */
function bareHandler({ body, isHtml }: Recorded): RequestHandler {
  if (!isHtml) {
    const text = body.toString()
    if (!text.startsWith('{')) return (_req, res) => void res.type('csv').send(text)
    const content = JSON.parse(text)
    return (_req, res) => void res.json(content)
  }
  const rows = Array.from({ length: 100 }, (_, index) => ({
    text: `"${index}" & ${'текст '.repeat(Math.ceil(body.length / 2500))}`,
  }))
  const render = rowsTemplate(Math.max(0, body.length - lengthOf({ rows })))
  return (_req, res) => void res.type('html').send(render({ rows }))
}

const rowsTemplate = (filler: number) =>
  compile(`<ul><% for (const row of m.rows) { %><li><%= row.text %></li><% } %></ul>${'x'.repeat(filler)}`)
const lengthOf = (model: object) => Buffer.byteLength(rowsTemplate(0)(model))

/** The statements of the page, one after the other as long as they are few, and a page of all that they bring. */
function sqlHandler(
  { name, body, isHtml, statements, number }: Recorded,
  { numbers }: Sample,
): RequestHandler {
  const asked = statements.filter(({ text }) => /^\s*(?:SELECT|WITH)/i.test(text))
  let count = 0
  let render: ((model: object) => string) | undefined
  return async (_req, res) => {
    const other = numbers[(count++ * 7) % numbers.length]
    const results = await Promise.all(
      asked.map(({ text, values }, index) =>
        pool.query({
          name: `${name} ${index}`,
          text,
          values: number === null ? values : values.map((value) => (value === number ? other : value)),
        }),
      ),
    )
    const model = { results: results.map(({ rows }) => rows) }
    if (!isHtml) {
      const filler = 'x'.repeat(Math.max(0, body.length - JSON.stringify(model).length))
      return void res.json({ ...model, filler })
    }
    render ??= valuesTemplate(Math.max(0, body.length - Buffer.byteLength(valuesTemplate(0)(model))))
    res.type('html').send(render(model))
  }
}

/** Loops over rows, their columns, and what lies inside them: activity, answers, photos of a complaint. */
const valuesTemplate = (filler: number) =>
  compile(`<% for (const rows of m.results) { %><table><% for (const row of rows) { %><tr>
<% for (const name in row) { const value = row[name]; if (typeof value === 'object' && value !== null) { %><td><ol>
<% for (const part of Array.isArray(value) ? value : [value]) { %><li><dl><% for (const key in part) { %><dt><%= key %></dt><dd><%= part[key] %></dd><% } %></dl></li><% } %>
</ol></td><% } else { %><td class="<%= name %>"><%= value %></td><% } } %>
</tr><% } %></table><% } %>${'x'.repeat(filler)}`)

const compile = (template: string): ((model: object) => string) => {
  const run = ejs.compile(template, { strict: true, _with: false, localsName: 'm' })
  return (model) => run(model) as string
}

const [order] = (await once(process, 'message')) as [FloorOrder]
const recorded = await recordPages(order)
const pool = new pg.Pool({ connectionString: order.databaseUrl, max: 10 })
const app = express()
for (const page of recorded) {
  const url = `/${encodeURIComponent(page.name)}`
  app.get(`/bare${url}`, bareHandler(page))
  app.get(`/sql${url}`, sqlHandler(page, order.sample))
}
const server = app.listen(0, '127.0.0.1')
await once(server, 'listening')
process.send?.({
  origin: originOf(server.address()),
  pages: Object.fromEntries(
    recorded.map(({ name, body, statements }) => [
      name,
      { bytes: body.length, statements: statements.length },
    ]),
  ),
} satisfies FloorReady)
