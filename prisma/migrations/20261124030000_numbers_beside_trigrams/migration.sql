-- Numbers as columns of a GiST index, beside the trigrams of an address.
CREATE EXTENSION IF NOT EXISTS btree_gist;
