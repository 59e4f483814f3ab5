-- News after which nothing of its topic can come. A constant default writes no row.
ALTER TABLE "topic_news" ADD COLUMN "is_last" BOOLEAN NOT NULL DEFAULT false;
