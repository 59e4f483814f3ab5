import express, { type RequestHandler, type Router } from 'express'

export type Mounted = { method: 'get' | 'post'; path: string; handlers: RequestHandler[] }

/**
 * Tries only the routes that an address can mean, in their order: those with as many parts, and with the same words in
 * the first and third one (`/staff/...`, `/:lang/:city/complaints/...`). Express alone tries the pattern of every route.
 */
export function routeIndex(routes: readonly Mounted[]): RequestHandler {
  const known = routes.map((route) => ({ route, ...headOf(route.path.toLowerCase()) }))
  const firsts = new Set(known.map(({ first }) => first))
  const thirds = new Map(
    [...firsts].map((first) => [
      first,
      new Set(known.filter((one) => isMeant(one.first, first)).map(({ third }) => third)),
    ]),
  )
  const routers = new Map<string, Router>()

  function routerFor(path: string): Router {
    const { length, ...asked } = headOf(path.toLowerCase())
    const first = firsts.has(asked.first) ? asked.first : anyWord
    const third = thirds.get(first)?.has(asked.third) ? asked.third : anyWord
    const key = `${Math.min(length, mostParts)} ${first} ${third}`
    let router = routers.get(key)
    if (router === undefined) {
      router = express.Router()
      for (const one of known) {
        const fits = one.length === length && isMeant(one.first, first) && isMeant(one.third, third)
        if (fits) router[one.route.method](one.route.path, ...one.route.handlers)
      }
      routers.set(key, router)
    }
    return router
  }

  // Which methods an address has is told to nobody, by whichever router it stands.
  return (req, res, next) => (req.method === 'OPTIONS' ? next() : routerFor(req.path)(req, res, next))
}

/** In the place of a word that no route names. */
const anyWord = ':'

/** No route has so many. */
const mostParts = 20

const isMeant = (ofRoute: string, asked: string): boolean => ofRoute === anyWord || ofRoute === asked

/** A slash at the end makes no difference to Express, nor does a second one of an empty path. */
function headOf(path: string): { length: number; first: string; third: string } {
  const parts = (path === '//' ? '/' : path).split('/')
  if (parts.at(-1) === '') parts.pop()
  const wordAt = (index: number): string => {
    const part = parts[index] ?? ''
    return part.includes(':') ? anyWord : part
  }
  return { length: parts.length, first: wordAt(1), third: wordAt(3) }
}
