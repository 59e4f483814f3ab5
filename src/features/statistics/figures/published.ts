import type pg from 'pg'
import type { City } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import { figuresAnswer, flowAnswer, officeAnswer } from '../answers.ts'
import { cityBody, officesBody } from './bodies.ts'
import type { FigureQuery } from './figure-query.ts'
import { readCity, readOffices, spanAt } from './readings.ts'
import type { Window } from './window.ts'

/** All that pages and their files say of one window, in the shapes of statistics.md 4. */
export type PublishedFigures = ReturnType<typeof setOf>

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

/** The figures of the city, every category, every district and every office within a window. */
export async function publishedFigures(ask: Ask, window: Window): Promise<PublishedFigures> {
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
  return setOf({ ...body, categories, districts }, offices)
}

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
