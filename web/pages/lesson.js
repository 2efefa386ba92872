// lesson.js: the script of a lesson's page: the lab, and what makes the lesson around it live.

import '../lab/define.js';
import '../lesson/define.js';
