/** Where the next page of complaints begins: behind the last of this one, by when it came in and its id. */
export type Place = { receivedAt: Date; id: number }

export const cursorOf = ({ receivedAt, id }: Place): string =>
  Buffer.from(`${receivedAt.getTime()}.${id}`).toString('base64url')

/** Null for what is no cursor of ours. */
export function placeOf(cursor: string): Place | null {
  const match = /^(\d{1,14})\.(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString())
  if (match === null) return null
  const id = Number(match[2])
  return id > 2_147_483_647 ? null : { receivedAt: new Date(Number(match[1])), id }
}
