import type { RequestHandler } from 'express'

/** A name was given twice: two parts of a portal could each believe another one of the values. */
class Doubled extends Error {
  readonly status = 400

  constructor() {
    super('a parameter is given twice')
  }
}

/**
 * Refuses addresses and forms that name something twice; no page of ours asks for that. Forms with photos are read later:
 * there it counts as not sent (upload.ts).
 */
export const refuseDoubled: RequestHandler = (req, _res, next) => {
  const given: unknown[] = [req.query, req.body]
  const isDoubled = given.some((fields) => Object.values(fields ?? {}).some((value) => Array.isArray(value)))
  next(isDoubled ? new Doubled() : undefined)
}
