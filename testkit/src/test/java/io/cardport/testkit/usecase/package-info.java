@org.jspecify.annotations.NullMarked
package io.cardport.testkit.usecase;
