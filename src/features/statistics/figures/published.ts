import type pg from 'pg'
import type { City } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import { figuresAnswer, flowAnswer, officeAnswer } from '../answers.ts'
import { measure } from '../rollups/measure.ts'
import { cityBody, framed, officesBody } from './bodies.ts'
import type { FigureQuery } from './figure-query.ts'
import type { Figures } from './figures.ts'
import { readChannels, readCity, readOffices, readPairs, spanAt } from './readings.ts'
import { residentsOf } from './residents.ts'
import { slicesOf } from './slices.ts'
import type { Window } from './window.ts'

/** All that pages and their files say of one window, in the shapes of statistics.md 4. */
export type PublishedFigures = Awaited<ReturnType<typeof publishedFigures>>

type Ask = {
  /** In a transaction with a snapshot, so that everything agrees. */
  client: pg.ClientBase
  city: City
  directory: Directory
  /** Version of the working calendar. */
  calendar: string
  /** Milliseconds UTC: a full hour, see `asOfAt`. */
  asOf: number
}

/**
 * The figures of the city, every category, every district and every office within a window; also of every category in
 * every district and of every office by every channel, where there is anything to tell.
 */
export async function publishedFigures(ask: Ask, window: Window) {
  const { city, directory } = ask
  const whole: FigureQuery = {
    ...{ window, windowGiven: true },
    ...{ office: null, category: null, district: null, channel: null },
  }
  const body = await cityFiguresIn(ask, whole)
  const categories = []
  for (const { id, code } of directory.categories) {
    categories.push((await cityFiguresIn(ask, { ...whole, category: { id, code } })).figures)
  }
  const districts = []
  for (const { id, code } of city.areas) {
    districts.push((await cityFiguresIn(ask, { ...whole, district: { id, code } })).figures)
  }
  const framing = { ...ask, query: whole }
  const offices = officesBody(await readOffices(readingIn(ask, whole)), framing)
  return {
    ...setOf({ ...body, categories, districts }, offices),
    pairs: (await pairsIn(ask, whole)).map(figuresAnswer),
    channels: await channelsIn(ask, whole),
  }
}

async function pairsIn(ask: Ask, whole: FigureQuery): Promise<Figures[]> {
  const { city, directory } = ask
  const reading = readingIn(ask, whole)
  const { span } = reading
  const groups = await readPairs(reading)
  const pairs = directory.categories.flatMap((category) =>
    city.areas.flatMap((district): Figures[] => {
      const group = groups.find(
        ({ categoryId, districtId }) => categoryId === category.id && districtId === district.id,
      )
      if (group === undefined) return []
      const slices = slicesOf([group], 'categoryId', span)
      const query = { ...whole, category, district }
      return [
        framed(
          measure(group.pieces, span),
          { ...ask, query },
          { slices, residents: residentsOf(city, query) },
        ),
      ]
    }),
  )
  return pairs.filter(isTelling)
}

async function channelsIn(ask: Ask, whole: FigureQuery) {
  const { city, client } = ask
  const all = []
  for (const channel of await readChannels({ city, client })) {
    const query = { ...whole, channel }
    const { offices, together } = officesBody(await readOffices(readingIn(ask, query)), { ...ask, query })
    const telling = offices.filter(isTelling)
    all.push({
      channel,
      together: figuresAnswer(together),
      offices: telling.map((office) => officeAnswer({ ...office, name: office.office })),
    })
  }
  return all
}

const isTelling = ({ received, answered, onTime, openNow }: Figures): boolean =>
  received + answered + onTime.of + openNow.n > 0

async function cityFiguresIn(ask: Ask, query: FigureQuery): Promise<ReturnType<typeof cityBody>> {
  return cityBody(await readCity(readingIn(ask, query)), { ...ask, query })
}

const readingIn = ({ client, city, asOf }: Ask, query: FigureQuery) => ({
  ...{ client, city, query },
  span: spanAt(query.window, asOf, city.timeZone),
})

type Bodies = Pick<ReturnType<typeof cityBody>, 'figures' | 'flow'> &
  Record<'categories' | 'districts', ReturnType<typeof cityBody>['figures'][]>

function setOf(
  { figures, flow, categories, districts }: Bodies,
  { offices, together }: ReturnType<typeof officesBody>,
) {
  return {
    window: figures.window,
    city: figuresAnswer(figures),
    categories: categories.map(figuresAnswer),
    districts: districts.map(figuresAnswer),
    offices: offices.map((office) => officeAnswer({ ...office, name: office.office })),
    together: figuresAnswer(together),
    months: flowAnswer(figures, flow).months,
  }
}
