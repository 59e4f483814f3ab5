-- CreateTable
CREATE TABLE "backup_run" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "remark" TEXT NOT NULL DEFAULT '',
    "succeeded" BOOLEAN NOT NULL,
    "rows" BIGINT NOT NULL DEFAULT 0,
    "files" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "backup_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "backup_run_kind_ended_at_idx" ON "backup_run"("kind", "ended_at");

-- Hand-written part
ALTER TABLE backup_run ADD CONSTRAINT backup_run_kind CHECK (kind IN ('backup', 'base', 'rehearsal'));
ALTER TABLE backup_run ADD CONSTRAINT backup_run_ends CHECK (ended_at >= started_at);
