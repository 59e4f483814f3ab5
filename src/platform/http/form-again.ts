import type { Request } from 'express'

/**
 * A form that was read but could not be taken: every field as it was sent, and with it its key, so that sending it again
 * files it once. `words` are shown, so that people see that nothing is lost, and may copy them.
 */
export type Again = {
  action: string
  hidden: Field[]
  words: Field[]
  /** It came with files, which no page can hand back. */
  withFiles: boolean
}

type Field = { name: string; value: string }

/** Proofs of who somebody is are typed anew each time. */
const isSecret = (name: string) => /password|^repeat$|^code$/.test(name)

/** Null for what is no form of a person (reading, and what programs send), and for a form that only proves who one is. */
export function formToSendAgain(req: Request): Again | null {
  const isForm = req.method === 'POST' && req.is(['urlencoded', 'multipart']) !== false
  const body: object = (isForm && req.body) || {}
  const fields = fieldsOf(body)
  const words = fields.filter(isText)
  // A password is typed anew in any case, and a form that has nothing else to keep is opened again.
  const isProof = words.length === 0 && Object.keys(body).some(isSecret)
  if (fields.length === 0 || isProof) return null
  return {
    action: req.originalUrl,
    hidden: fields.filter((field) => !isText(field)),
    words,
    withFiles: req.is('multipart') !== false,
  }
}

function fieldsOf(body: object): Field[] {
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
    isSecret(name)
      ? []
      : [value].flat().flatMap((one) => (typeof one === 'string' ? [{ name, value: one }] : [])),
  )
}

/** Keys and choices have no blanks. */
const isText = ({ value }: Field) => /\s/.test(value.trim())
