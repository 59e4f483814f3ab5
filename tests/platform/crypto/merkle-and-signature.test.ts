import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveKeys } from '../../../src/platform/crypto/keys.ts'
import {
  inclusionPath,
  leafHash,
  leavesIn,
  merkleRoot,
  rootFromPath,
  treeOf,
} from '../../../src/platform/crypto/merkle-tree.ts'
import { isSigned, signingKeyOf, signStatement } from '../../../src/platform/crypto/signature.ts'

const leaves = [
  ...['', '00', '10', '2021', '3031', '40414243', '5051525354555657'],
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => leafHash(Buffer.from(hex, 'hex')))

test('the roots of RFC 6962 trees are those that Certificate Transparency publishes as test vectors', () => {
  const root = (size: number) => merkleRoot(leaves.slice(0, size)).toString('hex')
  expect(root(0)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(root(1)).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
  expect(root(2)).toBe('fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125')
  expect(root(3)).toBe('aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77')
  expect(root(8)).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
})

test('every leaf leads to the root, and to no other place', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, a, b) => {
      const some = Array.from({ length: size }, (_, i) => leafHash(Buffer.from([i])))
      const [index, other] = [a % size, b % size]
      const tree = treeOf(some)
      expect([leavesIn(tree), tree.levels.at(-1)]).toEqual([some, merkleRoot(some)])
      const path = inclusionPath(tree, index)
      const leaf = some[index] ?? Buffer.alloc(0)
      expect(rootFromPath(leaf, { index, size, path })).toEqual(merkleRoot(some))
      const moved = rootFromPath(leaf, { index: other, size, path })
      if (other !== index) expect(moved?.equals(merkleRoot(some)) ?? false).toBe(false)
      expect(rootFromPath(leaf, { index, size, path: [...path, leaf] })).toBeNull()
    }),
  )
})

test('the key of a seed is that of RFC 8032, and a signature is of one purpose and one statement', () => {
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
  const key = signingKeyOf({ signing: seed })
  expect(key.publicKey.toString('hex')).toBe(
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  )
  expect(key.keyId).toBe(hash('sha256', key.publicKey, 'hex').slice(0, 8))
  const { publicKey } = key
  const signature = signStatement(key, 'test', { b: 1, a: 2 })
  expect(isSigned({ publicKey, signature }, 'test', { a: 2, b: 1 })).toBe(true)
  expect(isSigned({ publicKey, signature }, 'other', { a: 2, b: 1 })).toBe(false)
  expect(isSigned({ publicKey, signature }, 'test', { a: 2, b: 2 })).toBe(false)
  expect(isSigned({ publicKey, signature: signature.subarray(1) }, 'test', { a: 2, b: 1 })).toBe(false)
  const [another] = deriveKeys('another secret of a test')
  expect(isSigned({ publicKey: signingKeyOf(another).publicKey, signature }, 'test', { a: 2, b: 1 })).toBe(
    false,
  )
})
