-- AlterTable
ALTER TABLE "call_back" ADD COLUMN     "overdue_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "letter_scan" (
    "id" UUID NOT NULL,
    "complaint_id" INTEGER,
    "draft_id" BYTEA,
    "file_key" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "letter_scan_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "letter_scan_complaint_id_idx" ON "letter_scan"("complaint_id");

-- CreateIndex
CREATE INDEX "letter_scan_file_key_idx" ON "letter_scan"("file_key");

-- CreateIndex
CREATE UNIQUE INDEX "letter_scan_draft_id_file_key_key" ON "letter_scan"("draft_id", "file_key");

-- AddForeignKey
ALTER TABLE "letter_scan" ADD CONSTRAINT "letter_scan_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter_scan" ADD CONSTRAINT "letter_scan_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "draft"("id") ON DELETE CASCADE ON UPDATE CASCADE;
