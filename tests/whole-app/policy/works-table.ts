import { randomUUID } from 'node:crypto'
import type { Portal } from '../../support/portal.ts'
import { plantedWork } from '../../works/planned.ts'

/** Pages of works for everybody, and those of the staff; the work is a public one of the roads that is to come. */
export const worksOpen: Readonly<Record<string, string>> = {
  'get /:lang/:city/works': '200',
  'get /:lang/:city/works.ics': '200',
  'get /:lang/:city/works.atom': '200',
  'get /:lang/:city/works.csv': '200',
  'get /:lang/:city/works.geojson': '200',
  // without an address
  'get /:lang/:city/works/at': '302',
  'get /:lang/:city/works/:work': '200',
  'get /:lang/:city/works/:work/calendar.ics': '200',
  'get /works/photos/:workPhoto/:size.jpg': '200',
}

export const worksStaff: Readonly<Record<string, string>> = {
  'get /staff/works': 'somebody 303',
  'get /staff/works/:city': 'worksReaders 200',
  'get /staff/works/:city/new': 'worksWriters 200',
  'post /staff/works/:city/new': 'worksWriters 422',
  'get /staff/works/:city/import': 'textWriters 200',
  'post /staff/works/:city/import': 'textWriters 422',
  // a list is seen by who brings it in, and nobody has
  'get /staff/works/:city/import/:list': 'nobody 404',
  'post /staff/works/:city/import/:list/columns': 'nobody 404',
  'post /staff/works/:city/import/:list/apply': 'nobody 404',
  'get /staff/works/:city/:work': 'holders 200',
  'post /staff/works/:city/:work': 'managersOf 422',
  'post /staff/works/:city/:work/publish': 'nobody 404',
  // sent without the version that was seen
  'post /staff/works/:city/:work/start': 'managersOf 409',
  'post /staff/works/:city/:work/move': 'managersOf 422',
  'post /staff/works/:city/:work/finish': 'managersOf 422',
  'post /staff/works/:city/:work/cancel': 'managersOf 422',
  'post /staff/works/:city/:work/photos': 'managersOf 422',
  'get /staff/works/:city/:work/photos/:workPhoto/:size.jpg': 'holders 200',
  'post /staff/works/:city/:work/photos/:workPhoto/remove': 'managersOf 303 once',
}

/** One of everything that the addresses name. */
export async function plantWorks(portal: Portal): Promise<Record<string, string>> {
  const { db, files } = portal.deps
  const workId = await plantedWork(portal)
  const { key } = await files.put(Buffer.from('not really a picture of a work'))
  const workPhoto = randomUUID()
  await db.workPhoto.create({
    data: {
      ...{ id: workPhoto, cityId: portal.cast.city.id, workId, role: 'before', position: 0 },
      ...{ largeKey: key, smallKey: key, width: 4, height: 3, smallWidth: 4, smallHeight: 3 },
      createdAt: new Date(portal.deps.now().epochMilliseconds),
    },
  })
  return { work: String(workId), workPhoto, list: '00000000-0000-4000-8000-000000000000' }
}
