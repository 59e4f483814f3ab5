import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import request from 'supertest'
import { type City, cityById } from '../../src/features/city/index.ts'
import { makeDailyDump } from '../../src/features/open-data/actions/make-dump.ts'
import type { FileFacts } from '../../src/features/open-data/dump/files.ts'
import type { Portal } from '../support/portal.ts'

export const cityOf = async ({ deps, cast }: Portal): Promise<City> => {
  const city = await cityById(deps, cast.city.id)
  if (city === null) throw new Error('no city')
  return city
}

export const makeDump = async (portal: Portal) => makeDailyDump(portal.deps, await cityOf(portal))

export const fileUrl = ({ cast }: Portal, name: string) => `/open-data/${cast.city.slug}/${name}`

/** The bytes of a file as everybody gets it. */
export async function bytesOf(portal: Portal, name: string): Promise<Buffer> {
  const { body } = await request(portal.app)
    .get(fileUrl(portal, name))
    .set('Accept-Encoding', 'identity')
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => done(null, Buffer.concat(chunks)))
    })
    .expect(200)
  return body
}

export const textOf = async (portal: Portal, name: string) => (await bytesOf(portal, name)).toString()

export const linesOf = async <Line>(portal: Portal, name: string): Promise<Line[]> =>
  (await textOf(portal, name))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

type Package = {
  resources: (FileFacts & { path: string; hash: string; schema?: { fields: { name: string }[] } })[]
}

export const packageOf = async (portal: Portal): Promise<Package> =>
  JSON.parse(await textOf(portal, 'datapackage.json'))

/** Everything, as somebody who downloads it has it: the commands are given this folder. */
export async function download(portal: Portal, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const { resources } = await packageOf(portal)
  for (const name of [...resources.map((one) => one.path), 'datapackage.json']) {
    await writeFile(path.join(folder, name), await bytesOf(portal, name))
  }
  return folder
}
