import type { Request, Response } from 'express'
import { NotFound } from '../../../platform/http/errors.ts'
import { type Json, toXml } from './xml.ts'

export const formats = { xml: 'text/xml', json: 'application/json' } as const
export type Format = keyof typeof formats

/** The format that the address names; there is nothing under any other. */
export function formatIn(req: Request): Format {
  const format = formatNamed(String(req.params['format']))
  if (format === null) throw new NotFound('format')
  return format
}

/** For errors, which also stand at addresses that name no format: those are told in XML, which all must read. */
export const likelyFormat = (path: string): Format =>
  formatNamed(/\.(\w+)\/?$/.exec(path)?.[1] ?? '') ?? 'xml'

function formatNamed(name: string): Format | null {
  const lower = name.toLowerCase()
  return lower === 'xml' || lower === 'json' ? lower : null
}

/** Data with the name of the element that stands around it in XML. */
export type Answer = { root: string; data: Json }

/** Sends it with its exact content type. The body has a fingerprint, so that what has not changed is not sent again. */
export function sendAnswer(res: Response, format: Format, { root, data }: Answer, status = 200): void {
  const body = format === 'xml' ? toXml(root, data) : JSON.stringify(data)
  res.status(status).type(`${formats[format]}; charset=utf-8`).send(body)
}
