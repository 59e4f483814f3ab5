import sharp from 'sharp'
import request from 'supertest'
import { expect } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { hiddenFields } from '../filing/resident.ts'
import { type Portal, sameOrigin } from '../support/portal.ts'

/** Somebody passes by at nine in the morning, writes these words and adds a picture. */
export async function passBy(portal: Portal, number: string, text: string): Promise<void> {
  portal.setNow('2026-03-11T09:00:00Z')
  const path = complaintPaths.witness('ru', 'synaqqala', number)
  const page = await request(portal.app).get(path)
  portal.setNow('2026-03-11T09:00:10Z')
  const picture = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#765' } })
    .jpeg()
    .toBuffer()
  const sent = await request(portal.app)
    .post(path)
    .set(sameOrigin)
    .field(hiddenFields(page.text))
    .field('text', text)
    .attach('photos', picture, { filename: 'a.jpg', contentType: 'image/jpeg' })
  expect(sent.status).toBe(303)
}
