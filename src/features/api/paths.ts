import { openDataPaths } from '../open-data/index.ts'

const root = '/api/v1'
const city = (slug: string) => `${root}/cities/${slug}`

/** Addresses of the read-only interface; what is in braces in the document stands here with a colon for routes. */
export const apiPaths = {
  root: () => root,
  document: () => `${root}/openapi.json`,
  cities: () => `${root}/cities`,
  city,
  offices: (slug: string) => `${city(slug)}/offices`,
  categories: (slug: string) => `${city(slug)}/categories`,
  complaints: (slug: string) => `${city(slug)}/complaints`,
  complaint: (slug: string, number: string) => `${city(slug)}/complaints/${number}`,
  figures: (slug: string) => `${city(slug)}/figures`,
  officeFigures: (slug: string) => `${city(slug)}/figures/offices`,
  checkpoints: () => `${root}/checkpoints`,
  /** For those who write programs. */
  guide: openDataPaths.api,
}
