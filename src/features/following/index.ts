export { recordBounce } from './actions/record-bounce.ts'
export { startTopicRequest } from './actions/start-topic-request.ts'
export { type TopicNews, tellTopic, tellTopics, untellTopic } from './actions/tell-topic.ts'
export { followingPaths, topicPaths } from './paths.ts'
