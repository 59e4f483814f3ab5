import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { type City, cities, cityBySlug, cityOf } from '../city/index.ts'
import { publicKeysOf, readingOf } from '../complaints/index.ts'
import { catalogueOf } from './catalogue.ts'
import { type Dump, lastDaily, snapshotOf, snapshots } from './dump/queries.ts'
import { dictionaryModel, dictionaryPage } from './pages/dictionary-page.ts'
import { openDataModel, openDataPage } from './pages/open-data-page.ts'
import { openDataPaths } from './paths.ts'
import { FileGone, serveFile } from './serve-file.ts'

type Name = 'page' | 'dictionary' | 'cityCatalogue' | 'catalogue' | 'file' | 'snapshotFile' | 'snapshots'

/** The newest files change once a day, or when something was taken from view. */
const askedEveryTime = 'public, no-cache'
const keptForEver = 'public, max-age=31536000, immutable'

export function openDataHandlers(deps: Deps): Record<Name, RequestHandler> {
  const around = { origin: deps.config.publicUrl, texts: deps.texts }
  return {
    page: async (_req, res) => {
      const reading = await readingOf(deps, res)
      const [daily, months] = await Promise.all([
        lastDaily(deps, reading.city.id),
        snapshots(deps, reading.city.id),
      ])
      const keys = publicKeysOf(deps.keys).map((key) => key.toString('base64url'))
      openDataPage(res, openDataModel({ daily, months, keys }, reading))
    },

    dictionary: async (_req, res) => dictionaryPage(res, dictionaryModel(await readingOf(deps, res))),

    cityCatalogue: async (_req, res) => {
      const city = cityOf(res)
      sendLinked(res, catalogueOf([{ city, dump: await lastDaily(deps, city.id) }], around))
    },

    catalogue: async (_req, res) => {
      const all = await cities(deps)
      const sets = await Promise.all(
        all.map(async (city) => ({ city, dump: await lastDaily(deps, city.id) })),
      )
      res.set('Cache-Control', askedEveryTime)
      sendLinked(res, catalogueOf(sets, around))
    },

    file: (req, res) =>
      sendOf(req, res, askedEveryTime, async () => lastDaily(deps, (await cityAsked(deps, req)).id), deps),

    snapshotFile: async (req, res) => {
      const city = await cityAsked(deps, req)
      const no = Number(/^\d{1,9}$/.exec(String(req.query['no'] ?? ''))?.[0] ?? Number.NaN)
      const asked = { cityId: city.id, period: String(req.params['period']) }
      const find = () => snapshotOf(deps, Number.isNaN(no) ? asked : { ...asked, no })
      await sendOf(req, res, Number.isNaN(no) ? askedEveryTime : keptForEver, find, deps)
    },

    snapshots: async (req, res) => {
      const city = await cityAsked(deps, req)
      const rows = await snapshots(deps, city.id)
      res.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': askedEveryTime })
      res.json({
        kind: 'ashyq-qala snapshots 1',
        city: city.slug,
        snapshots: rows.toReversed().map(snapshotView(city, deps.config.publicUrl)),
      })
    },
  }
}

const snapshotView =
  (city: City, origin: string) =>
  ({ no, period, remark, takenAt, asOf, method, files, previousHash, hash }: Dump) => ({
    ...{ no, period, remark, takenAt, asOf: new Date(asOf).toISOString(), method },
    files: files.map(({ name, bytes, sha256 }) => ({
      ...{ name, bytes, sha256 },
      url: origin + openDataPaths.snapshotFile(city.slug, period, name, no),
    })),
    previous: previousHash,
    hash,
  })

async function cityAsked(deps: Deps, req: Request): Promise<City> {
  const city = await cityBySlug(deps, String(req.params['city']))
  if (city === null) throw new NotFound('city')
  return city
}

const sendLinked = (res: Response, data: object): void =>
  void res
    .set('Access-Control-Allow-Origin', '*')
    .type('application/ld+json')
    .send(JSON.stringify(data, null, 1))

/** Looks twice, because the files of yesterday may be removed while somebody asks for them. */
async function sendOf(
  req: Request,
  res: Response,
  caching: string,
  find: () => Promise<Dump | null>,
  deps: Deps,
): Promise<void> {
  const send = async () => {
    const dump = await find()
    if (dump === null) throw new NotFound('dump')
    await serveFile(deps, { req, res, dump, name: String(req.params['file']), caching })
  }
  await send().catch((error: unknown) => {
    if (!(error instanceof FileGone)) throw error
    return send()
  })
}
