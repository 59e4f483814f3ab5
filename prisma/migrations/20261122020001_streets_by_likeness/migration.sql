-- Streets of all cities are some ten thousand short rows: the index is made in less than a second.
-- CreateIndex
CREATE INDEX "street_folded_idx" ON "street" USING GIN ("folded" gin_trgm_ops);
