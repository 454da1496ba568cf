ALTER TABLE `boundaries` ADD `derived` integer DEFAULT false NOT NULL;
