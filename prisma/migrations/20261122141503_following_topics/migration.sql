-- AlterTable
ALTER TABLE "follow_notice" ADD COLUMN     "topic_news_id" INTEGER,
ALTER COLUMN "complaint_id" DROP NOT NULL,
ALTER COLUMN "seq" DROP NOT NULL;

-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "topic" TEXT;

-- CreateTable
CREATE TABLE "topic_news" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "news" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "topic_news_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "topic_news_created_at_idx" ON "topic_news"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "topic_news_city_id_key_path_key" ON "topic_news"("city_id", "key", "path");

-- CreateIndex
CREATE INDEX "follow_notice_topic_news_id_idx" ON "follow_notice"("topic_news_id");

-- CreateIndex
CREATE UNIQUE INDEX "follow_notice_follower_id_topic_news_id_key" ON "follow_notice"("follower_id", "topic_news_id");

-- CreateIndex
CREATE INDEX "subscription_topic_city_id_id_idx" ON "subscription"("topic", "city_id", "id");

-- AddForeignKey
ALTER TABLE "follow_notice" ADD CONSTRAINT "follow_notice_topic_news_id_fkey" FOREIGN KEY ("topic_news_id") REFERENCES "topic_news"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Exactly one thing is followed, and exactly one thing is told.
ALTER TABLE subscription DROP CONSTRAINT subscription_about;
ALTER TABLE subscription ADD CONSTRAINT subscription_about CHECK (num_nonnulls(complaint_id, query, topic) = 1);
ALTER TABLE follow_notice ADD CONSTRAINT follow_notice_about
  CHECK (num_nonnulls(complaint_id, topic_news_id) = 1 AND (complaint_id IS NULL) = (seq IS NULL));
